package com.sexyresume.language;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses are compared by eye. */
class VisibleTextTest {

    private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();
    private static final Validator VALIDATOR = VALIDATORS.getValidator();

    private record Person(
            @Nullable @Visible String email,
            @Nullable @Visible(joiners = true) String name) {}

    @AfterAll
    static void close() {
        VALIDATORS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada\u202e@example.org",
                "ada\u200b",
                "\u2066ada",
                "a\u00add",
                "a\u0000",
                "a\nb",
                "a\u2028b",
                "\ufeffada",
                "a\ue000",
                "\u061cada",
                "a\udc00",
                "a\u2060b",
                "\u0378",
                "a\ud834\udd73b"
            })
    void whatIsHiddenIsRefused(String text) {
        assertThat(VALIDATOR.validateValue(Person.class, "email", text)).isNotEmpty();
        assertThat(VALIDATOR.validateValue(Person.class, "name", text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "Ægir Þór",
                "محمد‌علی",
                "श्‍री",
                "李小龙",
                "O’Neill-Smith, Jr.",
                "יוסף",
                "👩 Ada",
                "Ƞ̃"
            })
    void namesOfTheWorldAreNot(String name) {
        assertThat(VALIDATOR.validateValue(Person.class, "name", name)).isEmpty();
    }

    @Test
    void joinersAreForLettersOfNames() {
        assertThat(VALIDATOR.validateValue(Person.class, "email", "محمد‌علی")).isNotEmpty();
        assertThat(VALIDATOR.validateValue(Person.class, "name", "\u200dada")).isNotEmpty();
        assertThat(VALIDATOR.validateValue(Person.class, "name", "ada\u200d")).isNotEmpty();
        assertThat(VALIDATOR.validateValue(Person.class, "name", "a\u200d\u200db"))
                .isNotEmpty();
    }

    @Test
    void oneFormIsMadeOfMany() {
        assertThat(VisibleText.normalized(" ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ ")).isEqualTo("ada@example.org");
        assertThat(VisibleText.normalized("Zoe\u0308")).isEqualTo("Zo\u00eb");
    }
}
