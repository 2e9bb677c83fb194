package com.sexyresume.command.resumes;

import com.sexyresume.language.Words;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A date as people write it, read where it can mean one thing only: "May 2020", "05/2020", "31.12.2020", "2020年5月", a
 * number, a date with its time, "2018 – now". What may mean two things ("03/04/2020") or nothing is {@link Unclear}.
 *
 * <p>Names of months are those of the JDK in many languages, but for names that mean different months in two of them. A
 * season, a quarter and "about" are no part of a date: what remains of them is the year.
 */
sealed interface WrittenDate {

    /** Longer texts are no dates. */
    int MAX_LENGTH = 60;

    /** Figures, words and signs; of more, no date is made. */
    int MAX_TOKENS = 16;

    /**
     * A year, a month or a day.
     *
     * @param iso {@code YYYY}, {@code YYYY-MM} or {@code YYYY-MM-DD}
     */
    record Point(String iso) implements WrittenDate {}

    /**
     * A span of time.
     *
     * @param end null when it goes on
     */
    record Range(String start, @Nullable String end) implements WrittenDate {}

    /** It goes on. */
    record Ongoing() implements WrittenDate {}

    /** No date is given. */
    record Absent() implements WrittenDate {}

    /**
     * Nothing that can mean one date only.
     *
     * @param why in words, to be read after the place's name
     */
    record Unclear(String why) implements WrittenDate {}

    static WrittenDate of(JsonValue value) {
        return switch (value) {
            case JsonString text -> Reading.of(text.getString());
            case JsonNumber number -> Reading.of(number.bigDecimalValue().toPlainString());
            case JsonObject parts -> Reading.ofParts(parts);
            default ->
                value.getValueType() == JsonValue.ValueType.NULL
                        ? new Absent()
                        : new Unclear("is no text, where a date belongs");
        };
    }

    /** How texts are read: each in a time that grows with the product of its length and of its separators. */
    final class Reading {

        private static final int FIRST_YEAR = 1900;
        private static final int LAST_YEAR = 2100;
        private static final String UNREADABLE =
                "is no date that can be read: write YYYY, YYYY-MM or YYYY-MM-DD, or \"present\" for what goes on";

        private static final Set<String> ONGOING = Words.set("ongoing");
        private static final Set<String> ABSENT =
                Set.of("n/a", "na", "n.a.", "none", "null", "unknown", "undefined", "tbd", "k.a.");
        private static final List<String> SINCE = List.of(
                "since ", "from ", "seit ", "ab ", "depuis ", "desde ", "dal ", "sinds ", "od ", "с ", "sedan ");

        /** They say nothing of which day, month or year is meant. */
        private static final Set<String> SILENT = Set.of(
                "of",
                "de",
                "del",
                "d",
                "da",
                "do",
                "di",
                "the",
                "in",
                "en",
                "em",
                "im",
                "am",
                "le",
                "el",
                "den",
                "ca",
                "c",
                "circa",
                "approx",
                "approximately",
                "about",
                "around",
                "etwa",
                "env",
                "environ",
                "early",
                "mid",
                "late",
                "expected",
                "anticipated",
                "estimated",
                "est",
                "anfang",
                "mitte",
                "ende",
                "début",
                "fin",
                "year",
                "г",
                "год",
                "года",
                "р");

        private static final Set<String> SEASONS = Set.of(
                "spring",
                "summer",
                "autumn",
                "fall",
                "winter",
                "frühling",
                "frühjahr",
                "sommer",
                "herbst",
                "printemps",
                "été",
                "automne",
                "hiver",
                "primavera",
                "verano",
                "otoño",
                "invierno",
                "verão",
                "outono",
                "inverno",
                "estate",
                "autunno",
                "lente",
                "zomer",
                "herfst",
                "wiosna",
                "lato",
                "jesień",
                "zima",
                "весна",
                "лето",
                "осень",
                "зима");
        private static final Set<String> PARTS_OF_A_YEAR =
                Set.of("q", "h", "quarter", "quartal", "trimestre", "quartile", "half", "halbjahr", "semestre");
        private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th", "er", "º", "ª", "o", "a", "e");
        private static final Set<String> YEARS = Set.of("年", "년");
        private static final Set<String> MONTHS = Set.of("月", "월");
        private static final Set<String> DAYS = Set.of("日", "号", "號", "일");
        private static final List<String> BETWEEN = List.of(
                "-",
                "~",
                "/",
                "→",
                "至",
                " to ",
                " until ",
                " till ",
                " through ",
                " bis ",
                " à ",
                " au ",
                " a ",
                " al ",
                " hasta ",
                " até ",
                " tot ",
                " do ",
                " по ");

        private static final Map<String, Integer> NAMES_OF_MONTHS = namesOfMonths();

        private Reading() {}

        private static Map<String, Integer> namesOfMonths() {
            Map<String, Integer> names = new HashMap<>();
            Set<String> ambiguous = new HashSet<>();
            for (String language : List.of(
                    "en", "de", "de-AT", "fr", "es", "pt", "it", "nl", "ca", "pl", "ru", "uk", "tr", "sv", "da", "nb",
                    "fi", "cs", "sk", "hu", "ro", "el", "bg", "hr", "sl", "lt", "lv", "et", "id", "he", "ar", "hi")) {
                Locale locale = Locale.forLanguageTag(language);
                for (Month month : Month.values()) {
                    for (TextStyle style : List.of(
                            TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)) {
                        String name =
                                normalised(month.getDisplayName(style, locale)).replace(".", "");
                        for (String form : List.of(name, withoutMarks(name))) {
                            if (form.length() > 1
                                    && form.codePoints().allMatch(Reading::isOfAWord)
                                    && names.merge(form, month.getValue(), (one, other) -> one.equals(other) ? one : 0)
                                            == 0) {
                                ambiguous.add(form);
                            }
                        }
                    }
                }
            }
            names.put("sept", Month.SEPTEMBER.getValue());
            ambiguous.forEach(names::remove);
            names.keySet().removeAll(SILENT);
            return Map.copyOf(names);
        }

        private static String withoutMarks(String text) {
            StringBuilder plain = new StringBuilder();
            Normalizer.normalize(text, Normalizer.Form.NFD)
                    .codePoints()
                    .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                    .forEach(plain::appendCodePoint);
            return Normalizer.normalize(plain, Normalizer.Form.NFC);
        }

        /** In small letters, with ASCII digits, one kind of dash and of apostrophe, and single spaces. */
        private static String normalised(String text) {
            StringBuilder plain = new StringBuilder();
            Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(character -> {
                if (Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER) {
                    plain.append(Character.digit(character, 10));
                } else if (Character.getType(character) == Character.DASH_PUNCTUATION || character == '−') {
                    plain.append('-');
                } else if (character == '’' || character == '‘') {
                    plain.append('\'');
                } else if (character == '〜' || character == '∼') {
                    plain.append('~');
                } else if (Character.isWhitespace(character) || Character.getType(character) == Character.FORMAT) {
                    if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                        plain.append(' ');
                    }
                } else {
                    plain.appendCodePoint(character);
                }
            });
            return plain.toString().strip().toLowerCase(Locale.ROOT);
        }

        static WrittenDate of(String written) {
            if (written.length() > MAX_LENGTH) {
                return written.isBlank() ? new Absent() : new Unclear("is longer than any date");
            }
            String text = withoutTime(normalised(written));
            if (text.codePoints().noneMatch(Character::isLetterOrDigit) || ABSENT.contains(text)) {
                return new Absent();
            }
            if (ONGOING.contains(text)) {
                return new Ongoing();
            }
            if (tokens(text).size() > MAX_TOKENS) {
                return new Unclear(UNREADABLE);
            }
            WrittenDate point = point(text);
            if (point instanceof Point) {
                return point;
            }
            WrittenDate range = range(text);
            return range == null ? point : range;
        }

        /** {@code {"year": 2020, "month": 5}}, as several services export a date. */
        static WrittenDate ofParts(JsonObject parts) {
            Map<String, Integer> numbers = new HashMap<>();
            for (Map.Entry<String, JsonValue> part : parts.entrySet()) {
                String name = part.getKey().toLowerCase(Locale.ROOT);
                if (part.getValue().getValueType() == JsonValue.ValueType.NULL) {
                    continue;
                }
                number(part.getValue(), numbers, name);
            }
            if (parts.values().stream().allMatch(JsonValue.NULL::equals)) {
                return new Absent();
            }
            if (!numbers.containsKey("year") || !Set.of("year", "month", "day").containsAll(numbers.keySet())) {
                return new Unclear(UNREADABLE);
            }
            return date(
                    numbers.getOrDefault("year", 0), numbers.getOrDefault("month", 0), numbers.getOrDefault("day", 0));
        }

        private static void number(JsonValue value, Map<String, Integer> numbers, String name) {
            String text = switch (value) {
                case JsonNumber number -> number.toString();
                case JsonString string -> string.getString().strip();
                default -> "";
            };
            Integer month = NAMES_OF_MONTHS.get(normalised(text).replace(".", ""));
            if (name.equals("month") && month != null) {
                numbers.put(name, month);
            } else if (!text.isEmpty()
                    && text.length() <= 4
                    && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                numbers.put(name, Integer.parseInt(text));
            } else {
                numbers.put("", 0);
            }
        }

        private static @Nullable WrittenDate range(String text) {
            for (String since : SINCE) {
                if (text.startsWith(since) && point(text.substring(since.length())) instanceof Point(var start)) {
                    return new Range(start, null);
                }
            }
            for (String ongoing : ONGOING) {
                if (text.endsWith(ongoing)) {
                    String before = text.substring(0, text.length() - ongoing.length());
                    boolean isApart = !isOfAWord(ongoing.codePointAt(0))
                            || isAlone(ongoing.codePointAt(0))
                            || before.isEmpty()
                            || !Character.isLetterOrDigit(before.codePointBefore(before.length()));
                    if (isApart && point(withoutBetween(before)) instanceof Point(var start)) {
                        return new Range(start, null);
                    }
                }
            }
            if (text.endsWith("-") && point(withoutBetween(text)) instanceof Point(var start)) {
                return new Range(start, null);
            }
            Set<WrittenDate> ranges = new HashSet<>();
            for (String between : BETWEEN) {
                for (int at = text.indexOf(between); at > 0; at = text.indexOf(between, at + 1)) {
                    WrittenDate range = range(
                            text.substring(0, at).strip(),
                            text.substring(at + between.length()).strip());
                    if (range != null) {
                        ranges.add(range);
                    }
                }
            }
            return ranges.size() == 1 ? ranges.iterator().next() : null;
        }

        private static @Nullable WrittenDate range(String left, String right) {
            if (!(point(right) instanceof Point(var end))) {
                return null;
            }
            WrittenDate first = point(left);
            if (!(first instanceof Point) && words(left).stream().anyMatch(NAMES_OF_MONTHS::containsKey)) {
                // "May - June 2020"
                first = point(left + " " + end.substring(0, 4));
            }
            return first instanceof Point(var start)
                            && start.compareTo(end.substring(0, Math.min(end.length(), start.length()))) <= 0
                    ? new Range(start, end)
                    : null;
        }

        private static String withoutBetween(String text) {
            String rest = text.strip();
            for (String between : BETWEEN) {
                String bare = between.strip();
                if (rest.endsWith(bare)
                        && (between.charAt(0) != ' ' || rest.endsWith(" " + bare))
                        && !between.equals("/")) {
                    return rest.substring(0, rest.length() - bare.length()).strip();
                }
            }
            return rest;
        }

        private static List<String> words(String text) {
            List<String> words = new ArrayList<>();
            tokens(text).stream()
                    .filter(token -> isOfAWord(token.codePointAt(0)))
                    .forEach(words::add);
            return words;
        }

        /** Runs of digits, runs of letters, and every other character but spaces by itself. */
        private static List<String> tokens(String text) {
            List<String> tokens = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                int character = text.codePointAt(at);
                int end = at + Character.charCount(character);
                if (isDigit(character)) {
                    while (end < text.length() && isDigit(text.charAt(end))) {
                        end++;
                    }
                } else if (isOfAWord(character) && !isAlone(character)) {
                    while (end < text.length() && isOfAWord(text.codePointAt(end)) && !isAlone(text.codePointAt(end))) {
                        end += Character.charCount(text.codePointAt(end));
                    }
                }
                if (character != ' ') {
                    tokens.add(text.substring(at, end));
                }
                at = end;
            }
            return tokens;
        }

        private static boolean isDigit(int character) {
            return character >= '0' && character <= '9';
        }

        private static boolean isOfAWord(int character) {
            return Character.isLetter(character)
                    || Character.getType(character) == Character.NON_SPACING_MARK
                    || Character.getType(character) == Character.COMBINING_SPACING_MARK;
        }

        /** Where no spaces are written, each character is a word. */
        private static boolean isAlone(int character) {
            return Character.isIdeographic(character)
                    || Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL;
        }

        /** A point in time, or {@link Unclear}. */
        private static WrittenDate point(String text) {
            List<Integer> numbers = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            StringBuilder marks = new StringBuilder();
            int month = 0;
            int units = 0;
            boolean isCoarse = false;
            int[] unit = new int[3];
            String before = "";
            for (String token : tokens(text)) {
                int first = token.codePointAt(0);
                if (isDigit(first)) {
                    if (token.length() > 8) {
                        return new Unclear(UNREADABLE);
                    }
                    numbers.add(Integer.parseInt(token));
                    lengths.add(token.length());
                } else if (isOfAWord(first)) {
                    boolean isAfterNumber = !before.isEmpty() && isDigit(before.codePointAt(0));
                    Integer named = NAMES_OF_MONTHS.get(token);
                    int counted =
                            YEARS.contains(token) ? 0 : MONTHS.contains(token) ? 1 : DAYS.contains(token) ? 2 : -1;
                    if (counted >= 0) {
                        if (!isAfterNumber || unit[counted] != 0) {
                            return new Unclear(UNREADABLE);
                        }
                        unit[counted] = numbers.getLast();
                        units++;
                    } else if (named != null) {
                        if (month != 0) {
                            return new Unclear(UNREADABLE);
                        }
                        month = named;
                    } else if (SEASONS.contains(token) || PARTS_OF_A_YEAR.contains(token)) {
                        isCoarse = true;
                    } else if (!SILENT.contains(token) && !(isAfterNumber && ORDINALS.contains(token))) {
                        return new Unclear(UNREADABLE);
                    }
                } else if ("-./,' ()~+?".indexOf(first) >= 0) {
                    marks.append(token);
                } else {
                    return new Unclear(UNREADABLE);
                }
                before = token;
            }
            if (units > 0) {
                return units == numbers.size() && month == 0 && unit[0] != 0
                        ? date(unit[0], unit[1], unit[2])
                        : new Unclear(UNREADABLE);
            }
            if (isCoarse) {
                return season(numbers, month);
            }
            if (month != 0) {
                return named(month, numbers, lengths);
            }
            return figures(numbers, lengths, marks.toString());
        }

        private static WrittenDate season(List<Integer> numbers, int month) {
            List<Integer> years = numbers.stream().filter(Reading::isYear).toList();
            boolean others = numbers.stream().allMatch(number -> isYear(number) || (number >= 1 && number <= 4));
            return years.size() == 1 && others && numbers.size() <= 2 && month == 0
                    ? date(years.getFirst(), 0, 0)
                    : new Unclear(UNREADABLE);
        }

        private static WrittenDate named(int month, List<Integer> numbers, List<Integer> lengths) {
            int year = 0;
            int day = 0;
            for (int at = 0; at < numbers.size(); at++) {
                int number = numbers.get(at);
                if (lengths.get(at) == 4 && isYear(number) && year == 0) {
                    year = number;
                } else if (lengths.get(at) <= 2 && number >= 1 && day == 0) {
                    day = number;
                } else {
                    return new Unclear(UNREADABLE);
                }
            }
            return year == 0 ? new Unclear("is a date without a year of four digits") : date(year, month, day);
        }

        private static WrittenDate figures(List<Integer> numbers, List<Integer> lengths, String marks) {
            String mark = marks.replace(" ", "");
            if (mark.isEmpty() || mark.chars().allMatch(one -> "().~+?'".indexOf(one) >= 0)) {
                if (numbers.size() == 1) {
                    int number = numbers.getFirst();
                    return switch (lengths.getFirst()) {
                        case 4 -> date(number, 0, 0);
                        case 6 -> number % 100 == 0 ? new Unclear(UNREADABLE) : date(number / 100, number % 100, 0);
                        case 8 ->
                            number % 100 == 0 || number / 100 % 100 == 0
                                    ? new Unclear(UNREADABLE)
                                    : date(number / 10_000, number / 100 % 100, number % 100);
                        default -> new Unclear("is a number that may mean several dates: write YYYY-MM");
                    };
                }
            }
            boolean isSeparated = mark.length() == numbers.size() - 1
                    && mark.chars().allMatch(one -> one == mark.charAt(0) && "-./".indexOf(one) >= 0);
            if (!isSeparated || mark.isEmpty()) {
                return new Unclear(UNREADABLE);
            }
            if (numbers.size() == 2) {
                if (lengths.getFirst() == 4 && lengths.getLast() <= 2) {
                    return date(numbers.getFirst(), numbers.getLast(), 0);
                }
                return lengths.getFirst() <= 2 && lengths.getLast() == 4 && numbers.getFirst() > 0
                        ? date(numbers.getLast(), numbers.getFirst(), 0)
                        : new Unclear(UNREADABLE);
            }
            if (numbers.size() != 3) {
                return new Unclear(UNREADABLE);
            }
            int second = numbers.get(1);
            if (lengths.getFirst() == 4 && lengths.get(1) <= 2 && lengths.getLast() <= 2) {
                return date(numbers.getFirst(), second, numbers.getLast());
            }
            if (lengths.getLast() != 4 || lengths.getFirst() > 2 || lengths.get(1) > 2) {
                return new Unclear(UNREADABLE);
            }
            int first = numbers.getFirst();
            int year = numbers.getLast();
            if (mark.charAt(0) == '.' || first > 12 || first == second) {
                return first == 0 || second == 0 ? new Unclear(UNREADABLE) : date(year, second, first);
            }
            if (second > 12) {
                return first == 0 ? new Unclear(UNREADABLE) : date(year, first, second);
            }
            return new Unclear("may be two dates, as the month may stand first or second: write YYYY-MM-DD");
        }

        private static boolean isYear(int number) {
            return number >= FIRST_YEAR && number <= LAST_YEAR;
        }

        /** A zero is a month or a day that is not given. */
        private static WrittenDate date(int year, int month, int day) {
            try {
                if (!isYear(year) || (month == 0 && day != 0)) {
                    return new Unclear(UNREADABLE);
                }
                if (month == 0) {
                    return new Point(Integer.toString(year));
                }
                LocalDate date = LocalDate.of(year, month, day == 0 ? 1 : day);
                return new Point(day == 0 ? date.toString().substring(0, 7) : date.toString());
            } catch (DateTimeException noSuchDay) {
                return new Unclear("is a day or a month that no calendar has");
            }
        }

        /** "2020-05-01t00:00:00z" is that day, wherever it was. */
        private static String withoutTime(String text) {
            boolean isTimed = text.length() > 10
                    && (text.charAt(10) == 't' || text.charAt(10) == ' ')
                    && text.charAt(4) == '-'
                    && text.charAt(7) == '-'
                    && text.indexOf(':') > 10
                    && text.chars().skip(11).allMatch(one -> isDigit(one) || ":.,+- z".indexOf(one) >= 0);
            return isTimed ? text.substring(0, 10) : text;
        }
    }
}
