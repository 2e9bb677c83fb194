package com.sexyresume.command.credits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What stays in the history in plain text is a code of a closed list. */
class CreditSourceTest {

    @Test
    void aCodeOfTheListIsKeptAsItIs() {
        assertThat(CreditSource.of("export", "Résumé as PDF")).isEqualTo(new CreditSource("export", "Résumé as PDF"));
        assertThat(CreditSource.of("welcome", null)).isEqualTo(new CreditSource("welcome", null));
    }

    @Test
    void whatACallerCallsItOtherwiseGoesWithTheirWords() {
        assertThat(CreditSource.of("ada-of-london", null)).isEqualTo(new CreditSource("other", "ada-of-london"));
        assertThat(CreditSource.of("ada-of-london", "coffee"))
                .isEqualTo(new CreditSource("other", "ada-of-london: coffee"));
    }
}
