package com.sexyresume.eventstore.history;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * An array of PostgreSQL's in its binary form, for types whose arrays the driver would write as text, for PostgreSQL to
 * parse. It is sent so on connections that were opened with {@link AppendCall#DRIVER_PROPERTIES}, and as text on
 * others.
 */
public final class BinaryArray extends PGobject implements PGBinaryObject {

    /** The types of the arrays, by PostgreSQL's numbers for them. */
    public static final String TYPES = Oid.UUID_ARRAY + "," + Oid.TIMESTAMPTZ_ARRAY + "," + Oid.BOOL_ARRAY;

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int UUID_BYTES = 16;
    private static final int TIMESTAMP_BYTES = 8;

    /** PostgreSQL counts microseconds from here. */
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private byte[] binary;

    private BinaryArray(String type, byte[] binary) {
        setType(type);
        this.binary = binary;
    }

    static BinaryArray ofUuids(List<? extends @Nullable UUID> elements) {
        ByteBuffer binary = begin(Oid.UUID, UUID_BYTES, elements);
        for (UUID element : elements) {
            if (element == null) {
                binary.putInt(-1);
            } else {
                binary.putInt(UUID_BYTES)
                        .putLong(element.getMostSignificantBits())
                        .putLong(element.getLeastSignificantBits());
            }
        }
        return new BinaryArray("_uuid", end(binary));
    }

    /** Of instants, whose nanoseconds are cut off. */
    static BinaryArray ofTimes(List<Instant> elements) {
        ByteBuffer binary = begin(Oid.TIMESTAMPTZ, TIMESTAMP_BYTES, elements);
        for (Instant element : elements) {
            binary.putInt(TIMESTAMP_BYTES)
                    .putLong(Math.addExact(
                            Math.multiplyExact(element.getEpochSecond() - EPOCH_SECONDS, MICROS_PER_SECOND),
                            element.getNano() / NANOS_PER_MICRO));
        }
        return new BinaryArray("_timestamptz", end(binary));
    }

    static BinaryArray ofBooleans(List<? extends @Nullable Boolean> elements) {
        ByteBuffer binary = begin(Oid.BOOL, 1, elements);
        for (Boolean element : elements) {
            if (element == null) {
                binary.putInt(-1);
            } else {
                binary.putInt(1).put((byte) (element ? 1 : 0));
            }
        }
        return new BinaryArray("_bool", end(binary));
    }

    /** One dimension, counted from 1; none when there is nothing in it. */
    private static ByteBuffer begin(int elementType, int elementBytes, List<?> elements) {
        int header = (elements.isEmpty() ? 3 : 5) * Integer.BYTES;
        ByteBuffer binary = ByteBuffer.allocate(header + elements.size() * (Integer.BYTES + elementBytes))
                .putInt(elements.isEmpty() ? 0 : 1)
                .putInt(1) // There may be nulls.
                .putInt(elementType);
        return elements.isEmpty() ? binary : binary.putInt(elements.size()).putInt(1);
    }

    private static byte[] end(ByteBuffer binary) {
        byte[] written = new byte[binary.position()];
        binary.flip().get(written);
        return written;
    }

    /** As PostgreSQL reads it where it is sent as text. */
    @Override
    public String getValue() {
        ByteBuffer left = ByteBuffer.wrap(binary);
        boolean isEmpty = left.getInt() == 0;
        left.getInt();
        int elementType = left.getInt();
        if (isEmpty) {
            return "{}";
        }
        int size = left.getInt();
        left.getInt();
        return IntStream.range(0, size)
                .mapToObj(_ -> left.getInt() < 0 ? "NULL" : "\"" + element(elementType, left) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Object element(int type, ByteBuffer left) {
        return switch (type) {
            case Oid.UUID -> new UUID(left.getLong(), left.getLong());
            case Oid.TIMESTAMPTZ -> {
                long micros = left.getLong();
                yield Instant.ofEpochSecond(
                        EPOCH_SECONDS + Math.floorDiv(micros, MICROS_PER_SECOND),
                        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
            }
            case Oid.BOOL -> left.get() != 0;
            default -> throw new IllegalStateException("No array of type " + type + " is written here");
        };
    }

    @Override
    public int lengthInBytes() {
        return binary.length;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        System.arraycopy(binary, 0, target, offset, binary.length);
    }

    @Override
    public void setByteValue(byte[] source, int offset) {
        binary = Arrays.copyOfRange(source, offset, source.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryArray array && Arrays.equals(binary, array.binary);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(binary);
    }
}
