package com.sexyresume.rendering;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a line of a script needs beside pictures of its characters. Letters of most scripts stand one after the other;
 * those of Arabic have joined forms, which have characters of their own; those of Indic scripts change places and melt
 * into each other in ways that only a font knows, and such a font is not applied here: they cannot be set in a PDF.
 */
final class Scripts {

    /** Whose letters stand side by side, in either direction. */
    private static final Set<UnicodeScript> SIDE_BY_SIDE = EnumSet.of(
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.HEBREW,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.ETHIOPIC,
            UnicodeScript.CHEROKEE,
            UnicodeScript.CANADIAN_ABORIGINAL,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.YI);

    private static final ArabicShaping JOINING =
            new ArabicShaping(ArabicShaping.LETTERS_SHAPE | ArabicShaping.LENGTH_GROW_SHRINK);
    /** Joins on both sides. */
    private static final String NEIGHBOUR = "\u0628";

    private Scripts() {}

    /**
     * Those of the characters that can be set.
     *
     * @param inFonts what fonts have pictures of
     */
    static BitSet settable(BitSet inFonts) {
        BitSet settable = new BitSet();
        inFonts.stream()
                .filter(point -> {
                    UnicodeScript script = UnicodeScript.of(point);
                    return script == UnicodeScript.ARABIC
                            ? areFormsIn(inFonts, point)
                            : SIDE_BY_SIDE.contains(script) && !isConjoining(point);
                })
                .forEach(settable::set);
        return settable;
    }

    /** Whether each form that the letter has beside others is a character of its own, which the fonts have. */
    private static boolean areFormsIn(BitSet inFonts, int point) {
        if (!joins(point)) {
            return true;
        }
        String letter = Character.toString(point);
        for (String text :
                new String[] {letter, letter + NEIGHBOUR, NEIGHBOUR + letter, NEIGHBOUR + letter + NEIGHBOUR}) {
            try {
                boolean isMissing = JOINING.shape(text)
                        .codePoints()
                        .anyMatch(form -> !inFonts.get(form) || (form == point && isPlain(point)));
                if (isMissing) {
                    return false;
                }
            } catch (ArabicShapingException unshaped) {
                return false;
            }
        }
        return true;
    }

    private static boolean joins(int point) {
        int type = UCharacter.getIntPropertyValue(point, UProperty.JOINING_TYPE);
        return type == UCharacter.JoiningType.DUAL_JOINING || type == UCharacter.JoiningType.RIGHT_JOINING;
    }

    /** Whether it is a letter as it is written in texts, and not one of its forms. */
    private static boolean isPlain(int point) {
        return point < 0xFB50;
    }

    /** Parts of Korean syllables, which only a font puts together; texts are composed before. */
    private static boolean isConjoining(int point) {
        return (point >= 0x1100 && point <= 0x11FF)
                || (point >= 0xA960 && point <= 0xA97F)
                || (point >= 0xD7B0 && point <= 0xD7FF);
    }

    /** Whether the first character with a direction is written from right to left. */
    static boolean isRightToLeft(String text) {
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            if (isRightToLeft(point)) {
                return true;
            }
            if (Character.getDirectionality(point) == Character.DIRECTIONALITY_LEFT_TO_RIGHT) {
                return false;
            }
        }
        return false;
    }

    static boolean isRightToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    static boolean isPartlyRightToLeft(String text) {
        return text.codePoints().anyMatch(Scripts::isRightToLeft);
    }

    /** Letters and digits that stand together and have one direction. */
    static List<String> wordsOfOneDirection(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isRightToLeft = false;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            boolean isPart = Character.isLetterOrDigit(point);
            if (!word.isEmpty() && (!isPart || isRightToLeft != isRightToLeft(point))) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (isPart) {
                word.appendCodePoint(point);
                isRightToLeft = isRightToLeft(point);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** Whether words of the script stand without spaces, and a dictionary knows where they end. */
    static boolean hasUnspacedWords(String text) {
        return text.codePoints()
                .mapToObj(UnicodeScript::of)
                .anyMatch(script -> script == UnicodeScript.THAI || script == UnicodeScript.LAO);
    }

    /** Where lines of such a text may end. */
    static BreakIterator wordsOf(String text) {
        BreakIterator words = BreakIterator.getLineInstance(Locale.of("th"));
        words.setText(text);
        return words;
    }
}
