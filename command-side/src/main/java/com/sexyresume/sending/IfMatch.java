package com.sexyresume.sending;

import com.sexyresume.deciding.StaleVersion;
import com.sexyresume.deciding.StreamId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * On which versions of a stream a command may be carried out: the condition {@code If-Match} of RFC 9110 (section
 * 13.1.1).
 *
 * @param any whether any version will do, as long as there is one: {@code *}
 * @param versions those that will do
 * @param seen every version that was named, also by a weak tag, which equals none: what the caller knows of
 */
public record IfMatch(boolean any, SortedSet<Long> versions, SortedSet<Long> seen) {

    /** {@code *} */
    public static final IfMatch ANY = new IfMatch(true, new TreeSet<>(), new TreeSet<>());

    /** The one version, by its strong tag. */
    public static IfMatch version(long version) {
        SortedSet<Long> one = new TreeSet<>();
        one.add(version);
        return new IfMatch(false, one, one);
    }

    /**
     * Why the command is not carried out on a stream of that version, if it is not.
     *
     * @param actual -1 for a stream without events
     */
    public Optional<StaleVersion> refusal(StreamId stream, long actual) {
        boolean holds = versions.contains(actual) || (any && actual >= 0);
        return holds
                ? Optional.empty()
                : Optional.of(new StaleVersion(stream, known(actual).orElse(-1), actual));
    }

    /** The last version that the caller can have seen of a stream: what they missed came after it. */
    private OptionalLong known(long actual) {
        SortedSet<Long> before = seen.headSet(actual);
        if (!before.isEmpty()) {
            return OptionalLong.of(before.getLast());
        }
        return seen.isEmpty() ? OptionalLong.empty() : OptionalLong.of(seen.getFirst());
    }
}
