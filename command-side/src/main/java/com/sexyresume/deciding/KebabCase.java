package com.sexyresume.deciding;

import java.util.Locale;

/** Names of classes as clients and the history know them: {@code LetterEmpty} is {@code letter-empty}. */
public final class KebabCase {

    private KebabCase() {}

    public static String of(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
