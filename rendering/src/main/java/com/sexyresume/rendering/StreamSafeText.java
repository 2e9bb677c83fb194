package com.sexyresume.rendering;

import java.text.Normalizer;

/**
 * Normalises a text in a time that its length bounds. Marks that follow each other are put into an order, which takes
 * time that grows with the square of how many they are; so at most {@value #MAX_MARKS} of them are kept, as Unicode's
 * Stream-Safe Text Format has it (UAX #15): no letter of any language has as many.
 */
public final class StreamSafeText {

    private static final int MAX_MARKS = 30;
    /** Before it are no marks. */
    private static final char FIRST_MARK = '\u0300';

    private StreamSafeText() {}

    public static String normalized(String text, Normalizer.Form form) {
        return Normalizer.normalize(withFewMarks(text), form);
    }

    private static String withFewMarks(String text) {
        if (text.chars().allMatch(character -> character < FIRST_MARK)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int marks = 0;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            marks = isMark(point) ? marks + 1 : 0;
            if (marks <= MAX_MARKS) {
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
