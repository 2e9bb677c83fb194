package com.sexyresume.deciding;

import java.util.Map;

/**
 * The caller named something that does not exist, or that belongs to somebody else: both are answered alike, so that
 * nobody can probe for ids.
 *
 * @param what the noun, such as {@code résumé}
 */
@Refused(value = Rejection.Kind.ABSENT, code = "not-found")
public record NoSuchThing(String what) implements Rejection {
    @Override
    public String detail() {
        return "There is no such " + what + ".";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of();
    }
}
