package com.sexyresume.command.achievements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.achievements.AchievementsCommand.CheckAchievements;
import com.sexyresume.command.achievements.AchievementsCommand.CountProgress;
import com.sexyresume.command.achievements.AchievementsCommand.TrackerCommand;
import com.sexyresume.command.achievements.Catalogue.Edition;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.events.UserId;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.events.achievements.AchievementsEvent.ProgressMade;
import com.sexyresume.events.achievements.AchievementsEvent.TrackerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T08, F04, B07, C10, D41, D42, D43. */
class TrackerTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserId GRACE = new UserId(UUID.fromString("22222222-2222-4222-8222-222222222222"));
    private static final UUID CAUSE = new UUID(0, 7);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Edition TWICE = edition("twice", 10, "resumes_created >= 2");
    private static final Edition ONCE = edition("once", 0, "resumes_created >= 1");

    @Test
    void whatCountsIsCountedAndEarnsWhatItFulfils() {
        given().when(created(ONCE, TWICE)).then(made("resumes_created", 1), earned(ONCE, 0, 1));
        given(made("resumes_created", 1))
                .when(created(ONCE, TWICE))
                .then(made("resumes_created", 2), earned(ONCE, 0, 2), earned(TWICE, 10, 2));
    }

    @Test
    void anAchievementIsEarnedOnceWhateverItsLaterEditionsSay() {
        given(made("resumes_created", 2), earned(TWICE, 10, 2))
                .when(created(TWICE))
                .then(made("resumes_created", 3));
        given(made("resumes_created", 2), earned(TWICE, 10, 2))
                .when(created(new Edition(definition("twice", 99, "true"), 2, true)))
                .then(made("resumes_created", 3));
    }

    @Test
    void severalAreEarnedTogether() {
        Edition rich = edition("rich", 5, "credits_spent >= 100 && resumes_created >= 1");
        given(made("resumes_created", 1))
                .when(new CountProgress(
                        ADA,
                        Map.of(Counter.CREDITS_SPENT, 120L, Counter.RESUMES_CREATED, 1L),
                        CAUSE,
                        NOW,
                        List.of(TWICE, rich)))
                .then(
                        made("resumes_created", 2),
                        new ProgressMade(ADA, "credits_spent", 120, 120, NOW),
                        new AchievementEarned(
                                ADA,
                                Tracker.id(ADA, "rich"),
                                "rich",
                                1,
                                "The rich",
                                5,
                                "{\"credits_spent\":120,\"resumes_created\":2}",
                                CAUSE),
                        earned(TWICE, 10, 2));
    }

    @Test
    void editsCountOnceADay() {
        ProgressMade today = new ProgressMade(ADA, "editing_days", 1, 1, NOW);
        Instant tomorrow = NOW.plus(Duration.ofDays(1));

        given().when(edited(NOW)).then(today);
        given(today).when(edited(NOW.plus(Duration.ofHours(13)))).thenNothing();
        given(today).when(edited(tomorrow)).then(new ProgressMade(ADA, "editing_days", 1, 2, tomorrow));
        given(today).when(edited(NOW.minus(Duration.ofDays(1)))).thenNothing();
    }

    @Test
    void aCheckGivesWhatIsEarnedAlreadyAndCountsNothing() {
        given(made("resumes_created", 2)).when(check(TWICE)).then(earned(TWICE, 10, 2));
        given(made("resumes_created", 2), earned(TWICE, 10, 2))
                .when(check(TWICE))
                .thenNothing();
        given().when(check(TWICE)).thenNothing();
        given(made("resumes_created", 2))
                .when(check(edition("now", 0, "\"resumes_created\" in counted")))
                .thenNothing();
    }

    @Test
    void criteriaThatNobodyCanReadAnyLongerStopNobody() {
        given().when(created(edition("old", 5, "carrier_pigeons >= 1"), ONCE))
                .then(made("resumes_created", 1), earned(ONCE, 0, 1));
    }

    @Test
    void theIdOfWhatIsEarnedIsTheUsersAndTheKeys() {
        assertThat(Tracker.id(ADA, "once")).isEqualTo(Tracker.id(ADA, "once"));
        assertThat(Tracker.id(ADA, "once")).isNotEqualTo(Tracker.id(ADA, "twice"));
        assertThat(Tracker.id(ADA, "once")).isNotEqualTo(Tracker.id(GRACE, "once"));
    }

    private static Definition definition(String key, int credits, String criteria) {
        return new Definition(key, "The " + key, "About " + key + ".", "tests", criteria, credits);
    }

    private static Edition edition(String key, int credits, String criteria) {
        return new Edition(definition(key, credits, criteria), 1, true);
    }

    private static CountProgress created(Edition... definitions) {
        return new CountProgress(ADA, Map.of(Counter.RESUMES_CREATED, 1L), CAUSE, NOW, List.of(definitions));
    }

    private static CountProgress edited(Instant at) {
        return new CountProgress(ADA, Map.of(Counter.EDITING_DAYS, 1L), CAUSE, at, List.of());
    }

    private static CheckAchievements check(Edition... definitions) {
        return new CheckAchievements(ADA, CAUSE, NOW, List.of(definitions));
    }

    private static ProgressMade made(String counter, long total) {
        return new ProgressMade(ADA, counter, 1, total, NOW);
    }

    private static AchievementEarned earned(Edition edition, int credits, long resumes) {
        String key = edition.definition().key();
        return new AchievementEarned(
                ADA,
                Tracker.id(ADA, key),
                key,
                1,
                "The " + key,
                credits,
                "{\"resumes_created\":" + resumes + "}",
                CAUSE);
    }

    private record Story(List<TrackerEvent> history) {

        Then<TrackerEvent> when(TrackerCommand command) {
            return Given.<Tracker, TrackerEvent>given(
                            Tracker.NOTHING, Tracker::evolve, history.toArray(TrackerEvent[]::new))
                    .when(Tracker::decide, command);
        }
    }

    private static Story given(TrackerEvent... history) {
        return new Story(List.of(history));
    }
}
