package com.sexyresume.events;

import org.jspecify.annotations.Nullable;

/**
 * The history holds an event of a type or revision that this version of the program does not know, most likely because
 * a newer one runs beside it. Nothing is wrong with the event: whoever meets it waits in front of it, skips nothing and
 * puts nothing aside.
 */
public final class UnknownEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;
    private final String revision;
    private final long position;

    /**
     * @param position where it was met, 0 outside of a history
     * @param known the revision of that type which this version knows, null if it does not know the type
     */
    public UnknownEvent(String type, String revision, long position, @Nullable String known) {
        super("The history holds an event of type " + type + ", revision " + revision
                + (position == 0 ? "" : ", at position " + position)
                + (known == null
                        ? ", a type which this version does not know"
                        : ", of which this version knows revision " + known));
        this.type = type;
        this.revision = revision;
        this.position = position;
    }

    public String type() {
        return type;
    }

    public String revision() {
        return revision;
    }

    public long position() {
        return position;
    }
}
