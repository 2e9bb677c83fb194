package com.sexyresume.query.analytics;

import com.sexyresume.rendering.StreamSafeText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what is personal out of a text, by its form (D52). A text that is more than a label is not kept at all: prose,
 * JSON and markup say anything. Of a label, addresses, numbers and tokens are taken out in whatever form people and
 * programs write them; in doubt, a part goes. It knows no name of a person.
 *
 * <p>Each pattern takes time in proportion to the text, since a repetition is bounded, or takes all that fits and gives
 * nothing back, from where its run begins ({@code SanitizerCostTest}).
 */
final class PersonalText {

    /** Of a label; what has more is prose. */
    static final int MAX_WORDS = 6;
    /** Of a label in a script that writes no spaces. */
    static final int MAX_UNSPACED = 20;

    private static final String TEXT = "[text]";
    private static final String REMOVED = "[removed]";
    private static final int DECODINGS = 3;
    /** What is longer than this after normalising, and more than twice as long as before, was written to be costly. */
    private static final int MAX_GROWN = 64;

    private static final Pattern FORMAT_CHARACTERS = Pattern.compile("\\p{Cf}");
    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9a-fA-F]{2})++");
    private static final Pattern SPACES = Pattern.compile("\\s++");

    /** An object or a list, the members of one, or a tag. */
    private static final Pattern MARKUP = Pattern.compile("^\\s*+(?:\\{|\\[\\s*+[\"{\\[])|\"\\s?:|</?[A-Za-z!]");

    /** What an address of the web says behind its path is about a visit, and often about a visitor. */
    private static final Pattern BEHIND_PATH =
            Pattern.compile("(?is)^((?:[a-z][a-z0-9+.-]*+:/)?/[^?#\\s]*+|[^?#\\s]++(?=[?#][^\\s=]{0,64}+=))[?#].*+$");

    /** Whose a page is. */
    private static final Pattern PERSONS_PAGE = Pattern.compile("(?i)/(users?|u|in|people|person|profiles?|members?"
            + "|candidates?|authors?|customers?|accounts?|invites?)/[^/\\s]++");

    private static final Pattern PARTS = Pattern.compile(
            // Whatever stands around an @ in the same word, and a quoted name before it.
            "(?<![^\\s@])(?:\"[^\"]{0,64}+\")?[^\\s@]*+@\\S*+"
                    + "|(?<![\\pL\\p{Nd}])(?:"
                    // What has many digits and is nobody's: ids, dates, sizes of screens.
                    + "(?<kept>(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                    + "|[12]\\d{3}-[01]\\d-[0-3]\\d(?:T[0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9}+)?)?"
                    + "(?:Z|[+-]\\d\\d:?\\d\\d)?)?"
                    + "|\\d{2,5}+[x×]\\d{2,5}+|(?<=[A-Za-z]/)\\d{1,3}+\\.0\\.0\\.0)(?![\\pL\\p{Nd}]))"
                    // Addresses of machines.
                    + "|(?<address>(?:\\d{1,3}\\.){3}\\d{1,3}\\b"
                    + "|(?i:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\\b)"
                    + "|(?i:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,7})?::[0-9a-f]{1,4}+(?::[0-9a-f]{1,4}+)*+))"
                    // Whoever writes an address in words writes "at" and "dot".
                    + "|(?:(?<![._+-])[\\pL\\p{Nd}._+-]++(?:"
                    + "\\s?[(\\[{<]\\s?(?i:at)\\s?[)\\]}>]\\s?\\S*+(?:\\s[(\\[{<]?(?i:dot)[)\\]}>]?\\s\\S*+)*+"
                    + "|\\s(?i:at)\\s[\\pL\\p{Nd}-]++(?:\\s(?i:dot)\\s|\\.)\\S++))"
                    + "|(?<token>(?=[A-Za-z]*+\\d)(?=\\d*+[A-Za-z])[A-Za-z0-9]{16,}+"
                    + "[A-Za-z0-9_.=~+-]*+)"
                    // A number with letters: of a passport, of an insurance.
                    + "|(?<code>(?=\\p{Nd}*+\\pL)(?=(?:\\pL*+\\p{Nd}){5})[\\pL\\p{Nd}]{7,}+))"
                    + "|(?<version>(?<=[A-Za-z]/|v)(?!(?:\\d{3,}+\\.){2})[1-9]\\d{0,3}+(?:\\.\\d{1,5}+){1,3}+(?![\\d.,]))"
                    // Of a telephone, a card, an account, a person: seven digits, whatever stands between them.
                    + "|(?<number>[(+]{0,2}+\\p{Nd}(?:[ ().,/·\\p{Pd}]{0,3}+\\p{Nd}){6,}+[\\pL\\p{Nd}]*+)");

    private PersonalText() {}

    /** Equal to the text when nothing in it looks personal. */
    static String clean(String text) {
        String plain = FORMAT_CHARACTERS
                .matcher(StreamSafeText.normalized(text, Normalizer.Form.NFKC))
                .replaceAll("");
        if (plain.length() > Math.max(MAX_GROWN, 2 * text.length())) {
            return REMOVED;
        }
        String path = BEHIND_PATH.matcher(plain).replaceFirst("$1");
        String decoded = path;
        for (int times = 0; times < DECODINGS; times++) {
            decoded = decoded(decoded);
        }
        if (!decoded.equals(path) && !masked(decoded).equals(decoded)) {
            return REMOVED;
        }
        return masked(path);
    }

    private static String masked(String text) {
        if (isMoreThanLabel(text)) {
            return TEXT;
        }
        String pages = PERSONS_PAGE.matcher(text).replaceAll("/$1/[id]");
        return PARTS.matcher(pages).replaceAll(PersonalText::replacement);
    }

    private static boolean isMoreThanLabel(String text) {
        return SPACES.split(text.strip(), MAX_WORDS + 1).length > MAX_WORDS
                || text.codePoints()
                                .filter(PersonalText::isUnspaced)
                                .limit(MAX_UNSPACED + 1L)
                                .count()
                        > MAX_UNSPACED
                || MARKUP.matcher(text).find();
    }

    private static boolean isUnspaced(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }

    private static String replacement(MatchResult part) {
        if (part.group("kept") != null || part.group("version") != null) {
            return Matcher.quoteReplacement(part.group());
        }
        if (part.group("address") != null) {
            return "[address]";
        }
        if (part.group("token") != null) {
            return "[token]";
        }
        return part.group("number") != null || part.group("code") != null ? "[number]" : "[email]";
    }

    /** What is no escape stays as it is, and keeps no other one from being read. */
    private static String decoded(String text) {
        return text.indexOf('%') < 0
                ? text
                : ESCAPES.matcher(text)
                        .replaceAll(escapes ->
                                Matcher.quoteReplacement(URLDecoder.decode(escapes.group(), StandardCharsets.UTF_8)));
    }
}
