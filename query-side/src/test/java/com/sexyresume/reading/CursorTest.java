package com.sexyresume.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.events.TimeRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void comesBackAsItWasGiven() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.parse("2026-11-22T10:00:00.123456Z");
        String text = Cursor.of(time, id, 42L, "résumé \"x\"").text();
        Cursor read = Cursor.parse(text, Instant.class, UUID.class, Long.class, String.class);
        assertThat(read.time(0)).isEqualTo(time);
        assertThat(read.uuid(1)).isEqualTo(id);
        assertThat(read.number(2)).isEqualTo(42);
        assertThat(read.string(3)).isEqualTo("résumé \"x\"");
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isRefusedWhenAnyByteOfItIsAltered() {
        long seed = System.nanoTime();
        System.out.println("CursorTest seed " + seed);
        Random random = new Random(seed);
        byte[] bytes = Base64.getUrlDecoder().decode(Cursor.of(7L, "x").text());
        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= (byte) (1 + random.nextInt(255));
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThatExceptionOfType(InvalidParameter.class)
                    .isThrownBy(() -> Cursor.parse(text, Long.class, String.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "!", "AAAA", "AQAAAABbXQ", "é", "not a cursor"})
    void isRefusedWhenItIsNone(String text) {
        assertThatExceptionOfType(InvalidParameter.class)
                .isThrownBy(() -> Cursor.parse(text, Long.class))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.code()).isEqualTo("invalid-parameter");
                });
    }

    @Test
    void isRefusedByAListWithAnotherKey() {
        String text = Cursor.of("x", 1L).text();
        for (Class<?>[] key : List.<Class<?>[]>of(
                new Class<?>[] {String.class},
                new Class<?>[] {Long.class, String.class},
                new Class<?>[] {UUID.class, Long.class},
                new Class<?>[] {Instant.class, Long.class})) {
            assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> Cursor.parse(text, key));
        }
    }

    /** The checksum is no secret: whoever forges a cursor gets it right. */
    @ParameterizedTest
    @MethodSource
    void isRefusedWhenItHoldsWhatNoRowHas(String json, Class<?> type) {
        assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> Cursor.parse(forged(json), type));
    }

    static Stream<Arguments> isRefusedWhenItHoldsWhatNoRowHas() {
        return Stream.of(
                Arguments.of("[1.5]", Long.class),
                Arguments.of("[1e3]", Long.class),
                Arguments.of("[1e999999999]", Long.class),
                Arguments.of("[9223372036854775808]", Long.class),
                Arguments.of("[\"1\"]", Long.class),
                Arguments.of("[null]", Long.class),
                Arguments.of("[\"+1000000000-12-31T23:59:59.999999999Z\"]", Instant.class),
                Arguments.of("[\"-1000000000-01-01T00:00:00Z\"]", Instant.class),
                Arguments.of("[\"+10000-01-01T00:00:00Z\"]", Instant.class),
                Arguments.of("[\"0000-12-31T23:59:59Z\"]", Instant.class),
                Arguments.of("[\"+999999999-12-31\"]", LocalDate.class),
                Arguments.of("[\"0000-12-31\"]", LocalDate.class),
                Arguments.of("[\"2026-02-30\"]", LocalDate.class),
                Arguments.of("[20000]", LocalDate.class),
                Arguments.of("[\"\\u0000\"]", String.class),
                Arguments.of("[\"\\ud800\"]", String.class),
                Arguments.of("[[]]", String.class),
                Arguments.of("[\"x\"] [\"x\"]", String.class),
                Arguments.of("{\"0\":\"x\"}", String.class),
                Arguments.of("[".repeat(700), String.class));
    }

    @Test
    void holdsTheEndsOfWhatARowHas() {
        for (Instant end : List.of(TimeRange.EARLIEST, TimeRange.LATEST)) {
            assertThat(Cursor.parse(Cursor.of(end).text(), Instant.class).time(0))
                    .isEqualTo(end);
        }
        LocalDate last = LocalDate.of(9999, 12, 31);
        assertThat(Cursor.parse(Cursor.of(last).text(), LocalDate.class).day(0)).isEqualTo(last);
        assertThat(Cursor.parse(Cursor.of(Long.MIN_VALUE).text(), Long.class).number(0))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Cursor.parse(Cursor.of("\ud83d\ude00").text(), String.class).string(0))
                .isEqualTo("\ud83d\ude00");
    }

    private static String forged(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(5 + bytes.length)
                        .put((byte) 1)
                        .putInt((int) checksum.getValue())
                        .put(bytes)
                        .array());
    }

    @Test
    void pagesEndWhereTheRowsEnd() {
        PageRequest two = PageRequest.of(2, null);
        assertThat(page(two, 0).next()).isNull();
        assertThat(page(two, 2).next()).isNull();
        Page<Integer> first = page(two, 3);
        assertThat(first.items()).containsExactly(0, 1);
        assertThat(Cursor.parse(first.next() == null ? "" : first.next(), Long.class)
                        .number(0))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 201, Integer.MAX_VALUE})
    void aPageHasOneToTwoHundredRows(int limit) {
        assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> PageRequest.of(limit, null));
    }

    private static Page<Integer> page(PageRequest request, int rows) {
        return Page.of(
                IntStream.range(0, Math.min(rows, request.fetch())).boxed().toList(), request, Cursor::of);
    }
}
