package com.sexyresume.command;

import java.util.Locale;

/** Names of classes as clients and the history know them: {@code LetterEmpty} is {@code letter-empty}. */
final class KebabCase {

    private KebabCase() {}

    static String of(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
