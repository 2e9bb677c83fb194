package com.sexyresume.command;

/**
 * The caller named something that does not exist, or that belongs to somebody else: both are answered alike, so that
 * nobody can probe for ids.
 *
 * @param what the noun, such as {@code résumé}
 */
@Refused(Rejection.Kind.ABSENT)
public record NoSuchThing(String what) implements Rejection {
    @Override
    public String code() {
        return "not-found";
    }

    @Override
    public String detail() {
        return "There is no such " + what + ".";
    }
}
