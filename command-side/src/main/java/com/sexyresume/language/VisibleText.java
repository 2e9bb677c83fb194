package com.sexyresume.language;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Judges what {@link Visible} says, looking at each character once. */
public final class VisibleText implements ConstraintValidator<Visible, String> {

    private static final int LONGEST = 1_000;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private boolean joiners;

    /** Unicode's NFKC, without white space around it; what is much too long is left for its limit to find. */
    public static String normalized(String text) {
        return text.length() > LONGEST
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    @Override
    public void initialize(Visible visible) {
        joiners = visible.joiners();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        if (text == null) {
            return true;
        }
        int[] characters = text.codePoints().toArray();
        for (int at = 0; at < characters.length; at++) {
            boolean isHidden = switch (Character.getType(characters[at])) {
                case Character.CONTROL,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> true;
                case Character.FORMAT -> !joiners || !joins(characters, at);
                default -> false;
            };
            if (isHidden) {
                return false;
            }
        }
        return true;
    }

    private static boolean joins(int[] characters, int at) {
        return (characters[at] == ZERO_WIDTH_NON_JOINER || characters[at] == ZERO_WIDTH_JOINER)
                && at > 0
                && at < characters.length - 1
                && isOfAWord(characters[at - 1])
                && isOfAWord(characters[at + 1]);
    }

    private static boolean isOfAWord(int character) {
        int type = Character.getType(character);
        return Character.isLetter(character)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
