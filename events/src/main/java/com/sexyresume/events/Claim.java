package com.sexyresume.events;

/**
 * A key that at most one stream holds at a time, taken or given back in the same transaction as the events it comes
 * with. The history keeps a keyed hash of the value, never the value.
 *
 * @param kind what is unique, such as {@code email}
 * @param value the value in the form in which it is unique (an e-mail address in lower case)
 * @param action whether the stream takes the key or gives it back; taking what it already holds changes nothing
 */
public record Claim(String kind, String value, Action action) {

    /** What happens to the key. */
    public enum Action {
        TAKE,
        RELEASE
    }

    /** A failure that says: another stream holds a key of that kind, and nothing was recorded. */
    public interface Taken {

        String kind();

        /** Whether something failed because another stream holds a key of that kind. */
        static boolean isWhy(Throwable failed, String kind) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof Taken taken && taken.kind().equals(kind)) {
                    return true;
                }
            }
            return false;
        }
    }

    public static Claim take(String kind, String value) {
        return new Claim(kind, value, Action.TAKE);
    }

    public static Claim release(String kind, String value) {
        return new Claim(kind, value, Action.RELEASE);
    }
}
