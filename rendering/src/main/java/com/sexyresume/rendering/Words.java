package com.sexyresume.rendering;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the renderer itself says, in the reader's language; English where there is no translation. */
final class Words {

    private static final String BUNDLE = "com.sexyresume.rendering.headings.headings";
    private static final Pattern DATE =
            Pattern.compile("([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-(?:0[1-9]|[12][0-9]|3[01]))?");

    private final Locale locale;
    private final ResourceBundle words;
    private final DateTimeFormatter months;

    Words(Locale wanted) {
        words = ResourceBundle.getBundle(
                BUNDLE, wanted, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        // Dates speak the language of the headings.
        locale = words.getLocale().getLanguage().isEmpty()
                ? Locale.ENGLISH
                : Locale.of(words.getLocale().getLanguage());
        months = DateTimeFormatter.ofPattern("LLL yyyy", locale);
    }

    /** The language that headings and dates are in. */
    Locale locale() {
        return locale;
    }

    String heading(SectionKind kind) {
        return words.getString(kind.key());
    }

    String present() {
        return words.getString("present");
    }

    String technologies() {
        return words.getString("technologies");
    }

    String grade() {
        return words.getString("grade");
    }

    String resume() {
        return words.getString("resume");
    }

    /** {@code Mar 2020} of {@code 2020-03} and {@code 2020-03-17}; what is no such date is said as it is. */
    String date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches() || date.group(2) == null) {
            return text;
        }
        return months.format(YearMonth.of(Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2))));
    }
}
