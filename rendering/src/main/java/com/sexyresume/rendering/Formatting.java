package com.sexyresume.rendering;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the formatting of editors out of a text, and leaves its words: tags of HTML that only format, character
 * references, and the marks of Markdown for emphasis, code, headings, points and links. Lines, points and the addresses
 * of links stay, as plain text. Whatever else looks like a tag ({@code C++ <vector>}, {@code a < b}) is text. Takes
 * time that grows with the length of the text, whatever it says.
 */
final class Formatting {

    /** A longer one is text. */
    private static final int MAX_TAG_LENGTH = 2_000;

    private static final int MAX_REFERENCE_LENGTH = 10;

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "small", "span",
            "strike", "strong", "sub", "sup", "tt", "u");
    private static final Set<String> LINES = Set.of("br", "hr", "tr", "dt", "dd");
    private static final Set<String> PARAGRAPHS = Set.of(
            "blockquote",
            "body",
            "dl",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "html",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "thead",
            "ul");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final String POINT = "li";

    private static final Map<String, String> REFERENCES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", "\u00A0"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("bull", "•"),
            Map.entry("middot", "·"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("euro", "€"),
            Map.entry("pound", "£"),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("trade", "™"),
            Map.entry("deg", "°"),
            Map.entry("times", "×"));

    // Between two marks stands no mark of the same kind, so each expression looks at a character once for each mark.
    private static final Pattern STRONG = Pattern.compile("\\*\\*(?=\\S)([^*\n]{1,500})(?<=\\S)\\*\\*");
    private static final Pattern EMPHASIS =
            Pattern.compile("(?<![\\p{L}\\p{N}*])\\*(?=\\S)([^*\n]{1,500})(?<=\\S)\\*(?![\\p{L}\\p{N}*])");
    private static final Pattern CODE = Pattern.compile("`(?=\\S)([^`\n]{1,500})(?<=\\S)`");
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\[\\]\n]{1,300})]\\(((?:https?://|mailto:)[^()\\s\\[]{1,1000})\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^[ \t]{0,3}#{1,6}[ \t]{1,3}(?=\\S)");
    private static final Pattern MARKED_LINE = Pattern.compile("(?m)^([ \t]{0,12})[*+-][ \t]{1,3}(?=\\S)");

    private final String text;
    private final StringBuilder plain;
    private @Nullable String address;
    private int addressStart;

    private Formatting(String text) {
        this.text = text;
        this.plain = new StringBuilder(text.length());
    }

    /** The text without its formatting. */
    static String removed(String text) {
        String plain = text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : new Formatting(text).withoutTags();
        if (plain.indexOf('*') >= 0) {
            plain = STRONG.matcher(plain).replaceAll("$1");
            plain = EMPHASIS.matcher(plain).replaceAll("$1");
        }
        if (plain.indexOf('`') >= 0) {
            plain = CODE.matcher(plain).replaceAll("$1");
        }
        if (plain.indexOf("](") >= 0) {
            plain = LINK.matcher(plain).replaceAll("$1 ($2)");
        }
        if (plain.indexOf('#') >= 0) {
            plain = HEADING.matcher(plain).replaceAll("");
        }
        return MARKED_LINE.matcher(plain).replaceAll("$1• ");
    }

    private String withoutTags() {
        int index = 0;
        while (index < text.length()) {
            char character = text.charAt(index);
            int end = switch (character) {
                case '<' -> tag(index);
                case '&' -> reference(index);
                default -> -1;
            };
            if (end < 0) {
                plain.append(character);
                index++;
            } else {
                index = end;
            }
        }
        return plain.toString();
    }

    /** Takes a tag that begins there; answers where it ends, or -1 when there is none. */
    private int tag(int start) {
        int nameStart = start + (text.startsWith("</", start) ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < text.length()
                && nameEnd - nameStart < MAX_REFERENCE_LENGTH
                && isNamePart(text.charAt(nameEnd))) {
            nameEnd++;
        }
        int end = nameEnd;
        while (end < text.length()
                && end - start < MAX_TAG_LENGTH
                && text.charAt(end) != '>'
                && text.charAt(end) != '<') {
            end++;
        }
        boolean isClosed = end < text.length() && text.charAt(end) == '>';
        boolean isNamed = nameEnd > nameStart
                && (nameEnd == end || text.charAt(nameEnd) == '/' || Character.isWhitespace(text.charAt(nameEnd)));
        if (!isClosed || !isNamed) {
            return -1;
        }
        String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        boolean isOpening = nameStart == start + 1;
        if (name.equals("a")) {
            anchor(isOpening, text.substring(nameEnd, end));
        } else if (name.equals(POINT)) {
            plain.append(isOpening ? "\n• " : "");
        } else if (LINES.contains(name)) {
            plain.append('\n');
        } else if (PARAGRAPHS.contains(name)) {
            plain.append("\n\n");
        } else if (CELLS.contains(name)) {
            plain.append(' ');
        } else if (!INLINE.contains(name)) {
            return -1;
        }
        return end + 1;
    }

    private static boolean isNamePart(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /** Says the address of a link after its text, unless the text says it already. */
    private void anchor(boolean isOpening, String attributes) {
        String said = address == null ? "" : plain.substring(Math.min(addressStart, plain.length()));
        if (address != null && !said.isBlank() && !address.contains(said.strip())) {
            plain.append(" (").append(address).append(')');
        }
        address = isOpening ? webAddress(attributes) : null;
        addressStart = plain.length();
    }

    private static @Nullable String webAddress(String attributes) {
        int at = attributes.toLowerCase(Locale.ROOT).indexOf("href=");
        if (at < 0) {
            return null;
        }
        String value = attributes.substring(at + "href=".length());
        char quote = value.isEmpty() ? ' ' : value.charAt(0);
        boolean isQuoted = quote == '"' || quote == '\'';
        int from = isQuoted ? 1 : 0;
        int to = value.indexOf(isQuoted ? quote : ' ', from);
        String address = value.substring(from, to < 0 ? value.length() : to);
        return address.startsWith("https://") || address.startsWith("http://") ? address : null;
    }

    /** Takes a character reference that begins there; answers where it ends, or -1 when there is none. */
    private int reference(int start) {
        int end = start + 1;
        while (end < text.length() && end - start <= MAX_REFERENCE_LENGTH && text.charAt(end) != ';') {
            end++;
        }
        if (end >= text.length() || text.charAt(end) != ';' || end == start + 1) {
            return -1;
        }
        String name = text.substring(start + 1, end);
        String character = name.charAt(0) == '#' ? numbered(name.substring(1)) : REFERENCES.get(name);
        if (character == null) {
            return -1;
        }
        plain.append(character);
        return end + 1;
    }

    private static @Nullable String numbered(String number) {
        boolean isHexadecimal = number.startsWith("x") || number.startsWith("X");
        try {
            int point = isHexadecimal ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            return Character.isValidCodePoint(point) ? Character.toString(point) : null;
        } catch (NumberFormatException notOne) {
            return null;
        }
    }
}
