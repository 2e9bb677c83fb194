package com.sexyresume.command.achievements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.achievements.AchievementsCommand.CatalogueCommand;
import com.sexyresume.command.achievements.AchievementsCommand.DefineAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.RetireAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ReviseAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ShipAchievement;
import com.sexyresume.command.achievements.AchievementsRefusal.AchievementKeyTaken;
import com.sexyresume.command.achievements.AchievementsRefusal.CriteriaInvalid;
import com.sexyresume.command.achievements.AchievementsRefusal.TooManyAchievements;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementDefined;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRetired;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRevised;
import com.sexyresume.events.achievements.AchievementsEvent.DefinitionEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T26. */
class CatalogueTest {

    private static final AchievementDefined DEFINED = defined("writer");
    private static final AchievementRetired RETIRED = new AchievementRetired("writer");

    @Test
    void anAchievementIsDefinedOnce() {
        given().when(new DefineAchievement(definition("writer", 5))).then(DEFINED);
        given(DEFINED).when(new DefineAchievement(definition("writer", 7))).thenRefused(new AchievementKeyTaken());
        given(DEFINED, RETIRED)
                .when(new DefineAchievement(definition("writer", 7)))
                .thenRefused(new AchievementKeyTaken());
    }

    @Test
    void criteriaThatCannotBeEvaluatedAreRefused() {
        Then<DefinitionEvent> refused =
                given().when(new DefineAchievement(new Definition("bad", "Bad", "Bad.", "none", "resums > 1", 0)));

        assertThat(refused.decision())
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        decision -> assertThat(decision.why())
                                .isInstanceOfSatisfying(
                                        CriteriaInvalid.class,
                                        invalid -> assertThat(invalid.errors())
                                                .singleElement()
                                                .satisfies(
                                                        error -> assertThat(error.pointer())
                                                                .isEqualTo("/criteria"),
                                                        error -> assertThat(error.column())
                                                                .isEqualTo(1))));
        given(DEFINED)
                .when(new ReviseAchievement(new Definition("writer", "Bad", "Bad.", "none", "1", 0)))
                .thenRefused(new CriteriaInvalid(List.of(
                        new CriteriaInvalid.Violation("/criteria", 1, 1, "expected type 'bool' but found 'int'"))));
    }

    @Test
    void aRevisionIsTheNextEdition() {
        given(DEFINED).when(new ReviseAchievement(definition("writer", 7))).then(revised(2, 7));
        given(DEFINED, revised(2, 7))
                .when(new ReviseAchievement(definition("writer", 5)))
                .then(revised(3, 5));
        given(DEFINED).when(new ReviseAchievement(definition("writer", 5))).thenNothing();
        given().when(new ReviseAchievement(definition("writer", 5))).thenRefused(new NoSuchThing("achievement"));
    }

    @Test
    void aRetiredOneIsNotEarnedUntilItIsRevised() {
        given(DEFINED).when(new RetireAchievement("writer")).then(RETIRED);
        given(DEFINED, RETIRED).when(new RetireAchievement("writer")).thenNothing();
        given().when(new RetireAchievement("writer")).thenRefused(new NoSuchThing("achievement"));
        given(DEFINED, RETIRED)
                .when(new ReviseAchievement(definition("writer", 5)))
                .then(revised(2, 5));

        assertThat(state(DEFINED, RETIRED).active()).isEmpty();
        assertThat(state(DEFINED, RETIRED, revised(2, 5)).active()).hasSize(1);
    }

    @Test
    void whatTheApplicationComesWithRevisesButNeverBringsBack() {
        given().when(new ShipAchievement(definition("writer", 5))).then(DEFINED);
        given(DEFINED).when(new ShipAchievement(definition("writer", 5))).thenNothing();
        given(DEFINED).when(new ShipAchievement(definition("writer", 7))).then(revised(2, 7));
        given(DEFINED, RETIRED)
                .when(new ShipAchievement(definition("writer", 7)))
                .thenNothing();
    }

    @Test
    void thereAreOnlySoMany() {
        DefinitionEvent[] full = IntStream.range(0, Catalogue.MAXIMUM)
                .mapToObj(number -> defined("number-" + number))
                .toArray(DefinitionEvent[]::new);

        given(full)
                .when(new DefineAchievement(definition("writer", 5)))
                .thenRefused(new TooManyAchievements(Catalogue.MAXIMUM));
    }

    @Test
    void theStartingSetIsValidAndMayBeShipped() {
        List<Definition> set = StartingSet.definitions();
        Set<String> keys = new HashSet<>();
        for (Definition definition : set) {
            assertThat(definition.key()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
            assertThat(keys.add(definition.key())).isTrue();
            assertThat(definition.credits()).isBetween(0, 100);
            assertThat(definition.title()).isNotBlank();
            assertThat(definition.description()).isNotBlank();
            assertThat(Catalogue.EMPTY.decide(new ShipAchievement(definition)))
                    .isInstanceOfSatisfying(
                            Decision.Accepted.class,
                            accepted -> assertThat((Collection<?>) accepted.events())
                                    .hasSize(1));
        }
        assertThat(set).hasSizeGreaterThanOrEqualTo(15);
    }

    private static Definition definition(String key, int credits) {
        return new Definition(key, "Writer", "Write five résumés.", "resumes", "resumes_created >= 5", credits);
    }

    private static AchievementDefined defined(String key) {
        return new AchievementDefined(
                key, "Writer", "Write five résumés.", "resumes", "resumes_created >= 5", "{\"resumes_created\":5}", 5);
    }

    private static AchievementRevised revised(int edition, int credits) {
        return new AchievementRevised(
                "writer",
                edition,
                "Writer",
                "Write five résumés.",
                "resumes",
                "resumes_created >= 5",
                "{\"resumes_created\":5}",
                credits);
    }

    private static Catalogue state(DefinitionEvent... history) {
        Catalogue state = Catalogue.EMPTY;
        for (DefinitionEvent event : history) {
            state = state.evolve(event);
        }
        return state;
    }

    private record Story(List<DefinitionEvent> history) {

        Then<DefinitionEvent> when(CatalogueCommand command) {
            return Given.<Catalogue, DefinitionEvent>given(
                            Catalogue.EMPTY, Catalogue::evolve, history.toArray(DefinitionEvent[]::new))
                    .when(Catalogue::decide, command);
        }
    }

    private static Story given(DefinitionEvent... history) {
        return new Story(List.of(history));
    }
}
