package com.sexyresume.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule holds for the product and finds the violation that was planted for it. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.sexyresume");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    enum Rule {
        COMMAND_CONTEXTS_DO_NOT_KNOW_EACH_OTHER(ArchitectureRules::commandContextsDoNotKnowEachOther),
        QUERY_CONTEXTS_DO_NOT_KNOW_EACH_OTHER(ArchitectureRules::queryContextsDoNotKnowEachOther),
        THE_SIDES_DO_NOT_KNOW_EACH_OTHER(ArchitectureRules::theSidesDoNotKnowEachOther),
        THE_EVENT_STORE_KNOWS_NO_CONTEXT(ArchitectureRules::theEventStoreKnowsNoContext),
        EVENTS_NEED_ONLY_THE_JDK(ArchitectureRules::eventsNeedOnlyTheJdk),
        RULES_KNOW_NO_FRAMEWORK(ArchitectureRules::rulesKnowNoFramework),
        RULES_HAVE_NO_CLOCK_AND_NO_CHANCE(ArchitectureRules::rulesHaveNoClockAndNoChance);

        private final Function<ArchitectureRules, ArchRule> rule;

        Rule(Function<ArchitectureRules, ArchRule> rule) {
            this.rule = rule;
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsForTheProduct(Rule rule) {
        rule.rule.apply(new ArchitectureRules("com.sexyresume")).check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource
    void findsThePlantedViolation(Rule rule) {
        assertThat(rule.rule
                        .apply(new ArchitectureRules("planted"))
                        .evaluate(PLANTED)
                        .hasViolation())
                .isTrue();
    }
}
