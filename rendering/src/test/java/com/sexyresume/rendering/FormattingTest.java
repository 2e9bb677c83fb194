package com.sexyresume.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors put into texts is formatting; what looks like it is text. */
class FormattingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p>Led <b>teams</b> of 5 &amp; more.</p>              | Led teams of 5 & more.
            <P CLASS="x">Big</P>                                  | Big
            one<br/>two<br>three                                  | one two three
            <ul><li>First</li><li>Second</li></ul>                | • First • Second
            <span style="a>b">x</span>                            | b">x
            Used <a href="https://example.org">link</a> daily     | Used link (https://example.org) daily
            <a href='https://a.org'>https://a.org</a>             | https://a.org
            <a href="javascript:alert(1)">x</a>                   | x
            C++ <vector> & a < b && c > d                         | C++ <vector> & a < b && c > d
            List<String> and Map<K, V>                            | List<String> and Map<K, V>
            a <b and c> d                                         | a d
            &#65;&#x42;&nbsp;&eacute;&#0;&#99999999;              | AB\u00A0&eacute;&#99999999;
            AT&T & R&D; 100 &                                     | AT&T & R&D; 100 &
            &amp;lt;b&amp;gt;                                     | &lt;b&gt;
            **bold** and *thin* and `code`                        | bold and thin and code
            2 * 3 * 4 and 5*6*7 and a** b                         | 2 * 3 * 4 and 5*6*7 and a** b
            __init__ and snake_case_name                          | __init__ and snake_case_name
            [our page](https://example.org/x) and [1](note)       | our page (https://example.org/x) and [1](note)
            # Heading                                             | Heading
            C# and F#                                             | C# and F#
            """)
    void leavesTheWords(String formatted, String plain) {
        assertThat(Texts.line(formatted)).isEqualTo(plain);
    }

    @Test
    void keepsLinesAndPoints() {
        assertThat(Texts.clean("<p>Led:</p><ul><li>one</li><li>two</li></ul><p>Then</p>"))
                .isEqualTo("Led:\n\n• one\n• two\n\nThen");
        assertThat(Texts.clean("## Work\n- one\n* two")).isEqualTo("Work\n• one\n• two");
        assertThat(Texts.point("- Built it")).isEqualTo("Built it");
        assertThat(Texts.point("-5 % of cost")).isEqualTo("-5 % of cost");
    }

    /** The time of the slowest grows with the length: a quadratic one would take minutes of CPU. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a ",
                "<a href=",
                "&",
                "&#",
                "*",
                "**a",
                "`",
                "[",
                "[a](",
                "[a](http://",
                "#",
                "# ",
                "- ",
                "</p",
                "* a"
            })
    void takesTimeInProportion(String piece) {
        String text = piece.repeat(400_000 / piece.length());
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();

        assertThat(Texts.clean(text)).isNotNull();

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
}
