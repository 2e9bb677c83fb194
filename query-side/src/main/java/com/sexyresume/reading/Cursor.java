package com.sexyresume.reading;

import com.sexyresume.events.TimeRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The key of the last row that a client has seen, in a text that means nothing to it: base64url of a version byte, a
 * checksum and a JSON array. The checksum finds what was cut or altered; it keeps no secret and protects none, because
 * what a cursor may show is decided by row level security.
 */
public final class Cursor {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int MAX_CHARACTERS = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Object> parts;

    private Cursor(List<Object> parts) {
        this.parts = parts;
    }

    /**
     * The cursor of a row.
     *
     * @param parts of the key, each a {@link Long}, {@link Integer}, {@link String}, {@link UUID}, {@link Instant} or
     *     {@link LocalDate}
     */
    public static Cursor of(Object... parts) {
        return new Cursor(List.of(parts));
    }

    /**
     * Reads a cursor that a client sends back.
     *
     * @param types of the parts, as {@link #of} was given them
     * @throws InvalidParameter when the text is not such a cursor
     */
    public static Cursor parse(String text, Class<?>... types) {
        try {
            return new Cursor(read(text, types));
        } catch (IllegalArgumentException | java.time.DateTimeException | JacksonException malformed) {
            throw new InvalidParameter("cursor", "The cursor is not one that this list gave.");
        }
    }

    public String text() {
        byte[] json = JSON.writeValueAsBytes(parts.stream()
                .map(part -> part instanceof Number ? part : part.toString())
                .toList());
        byte[] bytes = ByteBuffer.allocate(HEADER_BYTES + json.length)
                .put(VERSION)
                .putInt(checksum(json))
                .put(json)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public long number(int part) {
        return (Long) parts.get(part);
    }

    public String string(int part) {
        return (String) parts.get(part);
    }

    public UUID uuid(int part) {
        return (UUID) parts.get(part);
    }

    public Instant time(int part) {
        return (Instant) parts.get(part);
    }

    public LocalDate day(int part) {
        return (LocalDate) parts.get(part);
    }

    private static List<Object> read(String text, Class<?>[] types) {
        require(text.length() <= MAX_CHARACTERS);
        byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
        require(bytes.length > HEADER_BYTES && bytes[0] == VERSION);
        byte[] json = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
        require(ByteBuffer.wrap(bytes).getInt(1) == checksum(json));
        JsonNode array = JSON.readTree(json);
        require(array.isArray() && array.size() == types.length);
        List<Object> parts = new ArrayList<>();
        for (int part = 0; part < types.length; part++) {
            parts.add(part(array.get(part), types[part]));
        }
        return List.copyOf(parts);
    }

    private static Object part(JsonNode value, Class<?> type) {
        if (type == Long.class || type == Integer.class) {
            require(value.isIntegralNumber() && value.canConvertToLong());
            return value.longValue();
        }
        require(value.isString());
        String text = value.stringValue();
        if (type == UUID.class) {
            return UUID.fromString(text);
        }
        if (type == Instant.class) {
            Instant time = Instant.parse(text);
            require(TimeRange.contains(time));
            return time;
        }
        if (type == LocalDate.class) {
            LocalDate day = LocalDate.parse(text);
            require(TimeRange.contains(day));
            return day;
        }
        require(type == String.class);
        // What no row has, and PostgreSQL takes for no text: U+0000 and half a character.
        require(text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return text;
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException();
        }
    }

    private static int checksum(byte[] json) {
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        return (int) checksum.getValue();
    }
}
