package com.sexyresume.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds for the product and finds the violation that was planted for it. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.sexyresume");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    /** A rule and the name that it has in a report. */
    record Rule(String name, Function<ArchitectureRules, ArchRule> rule) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "command contexts do not know each other",
                        ArchitectureRules::commandContextsDoNotKnowEachOther),
                new Rule("query contexts do not know each other", ArchitectureRules::queryContextsDoNotKnowEachOther),
                new Rule("the sides do not know each other", ArchitectureRules::theSidesDoNotKnowEachOther),
                new Rule("the event store knows no context", ArchitectureRules::theEventStoreKnowsNoContext),
                new Rule("no cycle crosses a package", ArchitectureRules::noCycleCrossesAPackage),
                new Rule("the app knows no context", ArchitectureRules::theAppKnowsNoContext),
                new Rule("events need only the JDK", ArchitectureRules::eventsNeedOnlyTheJdk),
                new Rule("rules know no framework", ArchitectureRules::rulesKnowNoFramework),
                new Rule("rules have no clock and no chance", ArchitectureRules::rulesHaveNoClockAndNoChance));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsForTheProduct(Rule rule) {
        rule.rule().apply(new ArchitectureRules("com.sexyresume")).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsThePlantedViolation(Rule rule) {
        assertThat(rule.rule()
                        .apply(new ArchitectureRules("planted"))
                        .evaluate(PLANTED)
                        .hasViolation())
                .isTrue();
    }
}
