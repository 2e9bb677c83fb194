package com.sexyresume.rendering;

import java.text.Normalizer;

/**
 * Makes of any string a text that can be shown: without the formatting of editors, composed (NFC), without control
 * characters, without marks that reorder or hide text, with U+FFFD for what is no character, with {@code \n} alone
 * between lines and no blank lines but single ones. Nothing that a reader sees is lost.
 */
final class Texts {

    static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Of several lines. */
    static String clean(String formatted) {
        String text = Formatting.removed(formatted);
        StringBuilder clean = new StringBuilder(text.length());
        int length = text.length();
        for (int index = 0; index < length; ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            switch (point) {
                case '\r' -> {
                    if (index >= length || text.charAt(index) != '\n') {
                        clean.append('\n');
                    }
                }
                case '\n', 0x0B, 0x0C, 0x85, 0x2028, 0x2029 -> clean.append('\n');
                case '\t' -> clean.append(' ');
                // Ligatures of Latin letters are letters to whoever searches.
                case 0xFB00 -> clean.append("ff");
                case 0xFB01 -> clean.append("fi");
                case 0xFB02 -> clean.append("fl");
                case 0xFB03 -> clean.append("ffi");
                case 0xFB04 -> clean.append("ffl");
                case 0xFB05, 0xFB06 -> clean.append("st");
                default -> {
                    if (isShown(point)) {
                        clean.appendCodePoint(isCharacter(point) ? point : REPLACEMENT);
                    }
                }
            }
        }
        return StreamSafeText.normalized(tidied(clean), Normalizer.Form.NFC);
    }

    /** Of one line. */
    static String line(String text) {
        return clean(text).replaceAll("\\s+", " ");
    }

    /** Of one line in a list of points: without the mark that a point may begin with. */
    static String point(String text) {
        String line = line(text);
        boolean isMarked = line.length() > 2 && "•‣▪–-*".indexOf(line.charAt(0)) >= 0 && line.charAt(1) == ' ';
        return isMarked ? line.substring(2) : line;
    }

    /** Without spaces around lines, without blank lines at the ends and with one at most in between. */
    private static String tidied(CharSequence text) {
        StringBuilder tidied = new StringBuilder(text.length());
        int blankLines = 0;
        for (String line : text.toString().split("\n", -1)) {
            String stripped = line.strip();
            if (stripped.isEmpty()) {
                blankLines++;
                continue;
            }
            if (!tidied.isEmpty()) {
                tidied.append(blankLines > 0 ? "\n\n" : "\n");
            }
            blankLines = 0;
            tidied.append(stripped);
        }
        return tidied.toString();
    }

    /** Controls, reordering marks, tags and fillers are not shown. */
    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> false;
            // Joiners shape letters of Persian and Indic scripts; other format characters hide, reorder or hyphenate.
            case Character.FORMAT -> point == 0x200C || point == 0x200D;
            default -> point != 0x115F && point != 0x1160 && point != 0x3164 && point != 0xFFA0;
        };
    }

    private static boolean isCharacter(int point) {
        return switch (Character.getType(point)) {
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
