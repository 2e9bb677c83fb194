package com.sexyresume.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPS://Example.org/cv               | https://example.org/cv
            http://example.org:8080/a?b=c#d      | http://example.org:8080/a?b=c#d
            example.org                          | https://example.org
            www.Example.ORG/Path                 | https://www.example.org/Path
            https://de.wikipedia.org/wiki/Köln   | https://de.wikipedia.org/wiki/K%C3%B6ln
            https://de.wikipedia.org/wiki/K%C3%B6ln | https://de.wikipedia.org/wiki/K%C3%B6ln
            https://x.com/lina?ref=[cv]          | https://x.com/lina?ref=%5Bcv%5D
            https://münchen.de/über-uns          | https://xn--mnchen-3ya.de/%C3%BCber-uns
            https://例え.jp/履歴書                 | https://xn--r8jz45g.jp/%E5%B1%A5%E6%AD%B4%E6%9B%B8
            https://en.wikipedia.org/wiki/A_(b)  | https://en.wikipedia.org/wiki/A_(b)
            """)
    void isWrittenForMachines(String text, String target) {
        assertThat(WebAddress.of(text)).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://example.org",
                "https://",
                "https://-a.org",
                "https://a..org",
                "https://a.org/\"><img",
                "https://a.org/a b",
                "https://user@a.org",
                "https://a.org\\x",
                "http://[::1]/"
            })
    void isNoneOfAnythingElse(String text) {
        assertThat(WebAddress.of(text)).isNull();
    }
}
