package com.sexyresume.command.achievements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F05, D43. */
class CriteriaTest {

    private static final Instant MORNING = Instant.parse("2026-11-22T03:59:59Z");

    @Test
    void theyHoldOfCountersAndOfWhatIsCounted() {
        Criteria five = Criteria.parse("resumes_created >= 5");
        assertThat(five.hold(Map.of("resumes_created", 4L), List.of(), MORNING)).isFalse();
        assertThat(five.hold(Map.of("resumes_created", 5L), List.of(), MORNING)).isTrue();

        Criteria early = Criteria.parse("\"editing_days\" in counted && at.getHours() < 4");
        assertThat(early.hold(Map.of(), List.of("editing_days"), MORNING)).isTrue();
        assertThat(early.hold(Map.of(), List.of("resumes_created"), MORNING)).isFalse();
        assertThat(early.hold(Map.of(), List.of("editing_days"), MORNING.plusSeconds(1)))
                .isFalse();
    }

    @Test
    void whatCannotBeEvaluatedDoesNotHold() {
        Criteria fraction = Criteria.parse("10 / resumes_created > 1");
        assertThat(fraction.hold(Map.of(), List.of(), MORNING)).isFalse();
        assertThat(fraction.hold(Map.of("resumes_created", 5L), List.of(), MORNING))
                .isTrue();
        assertThat(Criteria.parse("credits_spent * credits_spent > 0")
                        .hold(Map.of("credits_spent", Long.MAX_VALUE), List.of(), MORNING))
                .isFalse();
    }

    @Test
    void howFarCountersMustComeIsReadFromThem() {
        assertThat(Criteria.parse("resumes_created >= 5 && 3 < referrals_redeemed && resumes_created > 1")
                        .targets())
                .isEqualTo(Map.of("resumes_created", 5L, "referrals_redeemed", 4L));
        Criteria either = Criteria.parse("resumes_created >= 5 || payments_made >= 1");
        assertThat(either.targets()).isEmpty();
        assertThat(either.counters()).containsExactly("payments_made", "resumes_created");
    }

    @Test
    void anErrorTellsWhereItIs() {
        InvalidExpression invalid = catchThrowableOfType(
                InvalidExpression.class, () -> Criteria.parse("resumes_created >= 5 && resums > 1"));

        assertThat(invalid.issues()).hasSize(1);
        assertThat(invalid.issues().getFirst().line()).isEqualTo(1);
        assertThat(invalid.issues().getFirst().column()).isEqualTo(25);
        assertThat(invalid.issues().getFirst().detail()).contains("resums");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "resumes_created",
                "resumes_created >=",
                "resumes_created >= \"5\"",
                "1 + 1",
                "[1, 2, 3].exists(x, x > resumes_created)",
                "[1].map(x, [1].map(y, x)) == [[1]]",
                "System.exit(1)",
                "env.PATH == ''",
                "true; true"
            })
    void whatIsNoExpressionOverTheCountersIsRefused(String text) {
        assertThat(catchThrowableOfType(InvalidExpression.class, () -> Criteria.parse(text)))
                .isNotNull();
        assertThat(Criteria.recorded(text)).isEmpty();
    }

    @Test
    void longAndDeepExpressionsAreRefused() {
        String longer = "resumes_created >= 1" + " || true".repeat(Criteria.MAX_LENGTH / 8);
        String deep = "(".repeat(200) + "true" + ")".repeat(200);
        for (String text : List.of(longer, deep)) {
            InvalidExpression invalid = catchThrowableOfType(InvalidExpression.class, () -> Criteria.parse(text));
            assertThat(invalid.issues()).isNotEmpty().hasSizeLessThanOrEqualTo(10);
        }
    }
}
