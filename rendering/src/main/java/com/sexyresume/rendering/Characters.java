package com.sexyresume.rendering;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends of what readers take for one character (Unicode's extended grapheme clusters), one by one: the layout engine
 * asks for the first few of all the text that is left, line after line. {@link BreakIterator} finds all of them each
 * time, which takes time that grows with the square of a text's length.
 */
final class Characters implements FSTextBreaker {

    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private final Matcher characters = CHARACTER.matcher("");

    /** The end of the next one, or {@link BreakIterator#DONE}. */
    @Override
    public int next() {
        return characters.find() ? characters.end() : BreakIterator.DONE;
    }

    @Override
    public void setText(String text) {
        characters.reset(text);
    }
}
