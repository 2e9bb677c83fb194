package com.sexyresume.events;

/**
 * A key that at most one stream holds at a time, taken or given back in the same transaction as the events it comes
 * with. The history keeps a keyed hash of the value, never the value.
 *
 * @param kind what is unique, such as {@code email}
 * @param value the value in the form in which it is unique (an e-mail address in lower case)
 * @param action whether the stream takes the key, takes it as nobody before, or gives it back
 */
public record Claim(String kind, String value, Action action) {

    /** What happens to the key. */
    public enum Action {
        /** The stream holds it; if it did already, nothing changes. */
        TAKE,
        /** The stream holds it and did not before: of two commands of one stream, one is refused as well. */
        TAKE_ANEW,
        RELEASE
    }

    /** A failure that says: a key of that kind is held already, and nothing was recorded. */
    public interface Taken {

        String kind();

        /** Whether something failed because a key of that kind is held already. */
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

    public static Claim takeAnew(String kind, String value) {
        return new Claim(kind, value, Action.TAKE_ANEW);
    }

    public static Claim release(String kind, String value) {
        return new Claim(kind, value, Action.RELEASE);
    }
}
