package com.sexyresume.command.enhancements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.enhancements.EnhancementsCommand.CompleteEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.DecideSuggestions;
import com.sexyresume.command.enhancements.EnhancementsCommand.FailEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.RequestEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.SettleSuggestion;
import com.sexyresume.command.enhancements.EnhancementsCommand.Settlement;
import com.sexyresume.command.enhancements.EnhancementsCommand.StartEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.Verdict;
import com.sexyresume.command.enhancements.EnhancementsCommand.Verdict.Accept;
import com.sexyresume.command.enhancements.EnhancementsCommand.Verdict.Modify;
import com.sexyresume.command.enhancements.EnhancementsCommand.Verdict.Reject;
import com.sexyresume.command.enhancements.EnhancementsRefusal.EnhancementLimitReached;
import com.sexyresume.command.enhancements.EnhancementsRefusal.SuggestionDecided;
import com.sexyresume.command.enhancements.EnhancementsRefusal.SuggestionNeedsInput;
import com.sexyresume.command.enhancements.EnhancementsRefusal.SuggestionUngrounded;
import com.sexyresume.command.enhancements.Enhancer.Kind;
import com.sexyresume.command.enhancements.Suggestion.Metrics;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionAccepted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionApplied;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionModified;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionRejected;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionStale;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.Grounding.Ungrounded;
import com.sexyresume.language.ModelUsage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T03, T04, B01–B04, C02–C04, D61. */
class EnhancementTest {

    private static final ModelUsage SPENT = new ModelUsage("model", 5, 6, 7);

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserId GRACE = new UserId(UUID.fromString("22222222-2222-4222-8222-222222222222"));
    private static final EnhancementId ID = new EnhancementId(new UUID(0, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 4));
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID INVENTED = new UUID(1, 2);
    private static final UUID GAP = new UUID(1, 3);

    private static final StylePreferences WITH_VERBS =
            new StylePreferences(Set.of(Kind.active_voice, Kind.action_verb));

    private static final EnhancementRequested REQUESTED = requested(5, 2);
    private static final EnhancementStarted STARTED = new EnhancementStarted(ID, ADA, RESUME, "rules");
    private static final List<Suggestion> SUGGESTIONS = List.of(
            suggestion(FIRST, "/personalInfo/summary", null, List.of(), false),
            suggestion(INVENTED, "/experience/0/description", "a", List.of(new Ungrounded("number", "40")), false),
            suggestion(GAP, "/experience/0/achievements/0", "a", List.of(), true));
    private static final EnhancementCompleted COMPLETED =
            new EnhancementCompleted(ID, ADA, RESUME, Suggestion.write(SUGGESTIONS), 3, 80, "rules", 1, 2, 3, 4);
    private static final SuggestionAccepted ACCEPTED =
            new SuggestionAccepted(ID, ADA, FIRST, RESUME, "/personalInfo/summary", null, "before", "after", false);

    @Test
    void aRequestTakesOneOfTheDaysSlots() {
        given().when(request(5, 2)).then(REQUESTED).claiming(Claim.take("enhancement-slot", ADA + ":2026-11-22:2"));
        given(REQUESTED).when(request(5, 3)).thenNothing();
    }

    @Test
    void preferencesAreKeptAsTheyWereWanted() {
        assertThat(WITH_VERBS.write()).isEqualTo("{\"improvements\":[\"action_verb\",\"active_voice\"]}");
        assertThat(StylePreferences.read(WITH_VERBS.write())).isEqualTo(WITH_VERBS);
        assertThat(StylePreferences.ALL.write()).isEqualTo("{}");
        assertThat(StylePreferences.read("{}")).isEqualTo(StylePreferences.ALL);
    }

    @Test
    void withPremiumNoSlotIsTaken() {
        given().when(request(0, 0)).then(requested(0, 0)).claiming();
    }

    @Test
    void anEngineStartsOnce() {
        given(REQUESTED).when(new StartEnhancement(ID, "rules")).then(STARTED);
        given(REQUESTED, STARTED).when(new StartEnhancement(ID, "rules")).thenNothing();
    }

    @Test
    void whatWasFoundIsRecordedOnce() {
        CompleteEnhancement complete = new CompleteEnhancement(ID, SUGGESTIONS, 80, "rules", 1, 2, 3, 4);
        given(REQUESTED, STARTED).when(complete).then(COMPLETED);
        given(REQUESTED, STARTED, COMPLETED).when(complete).thenNothing();
        given(REQUESTED, STARTED, failed(5)).when(complete).thenNothing();
    }

    @Test
    void aFailureGivesTheSlotBackAndTheCreditsThatWereCharged() {
        given(REQUESTED, STARTED)
                .when(new FailEnhancement(ID, "engine-timeout", false, SPENT, 8L))
                .then(failed(5))
                .claiming(Claim.release("enhancement-slot", ADA + ":2026-11-22:2"));
        given(requested(5, 0), STARTED)
                .when(new FailEnhancement(ID, "engine-timeout", false, SPENT, 8L))
                .then(failed(5))
                .claiming();
    }

    @Test
    void whatWasNotChargedIsNotGivenBack() {
        given(REQUESTED)
                .when(new FailEnhancement(ID, "insufficient-credits", false, ModelUsage.NONE, null))
                .then(new EnhancementFailed(ID, ADA, RESUME, "insufficient-credits", 0, null, 0, 0, 0, null));
    }

    @Test
    void anEnhancementEndsOnce() {
        given(REQUESTED, STARTED, COMPLETED)
                .when(new FailEnhancement(ID, "engine-timeout", false, SPENT, 8L))
                .thenNothing();
        given(REQUESTED, STARTED, failed(5))
                .when(new FailEnhancement(ID, "engine-timeout", false, SPENT, 8L))
                .thenNothing();
    }

    @Test
    void anAcceptedSuggestionSaysAllThatTheResumeNeeds() {
        completed().when(verdicts(new Accept(FIRST, false))).then(ACCEPTED);
    }

    @Test
    void aSuggestionIsDecidedOnce() {
        Asked accepted = given(REQUESTED, STARTED, COMPLETED, ACCEPTED);
        accepted.when(verdicts(new Accept(FIRST, false))).thenNothing();
        accepted.when(verdicts(new Reject(FIRST))).thenRefused(new SuggestionDecided());
        accepted.when(verdicts(new Modify(FIRST, "mine"))).thenRefused(new SuggestionDecided());
    }

    @Test
    void whatTheResumeDoesNotSayNeedsAConfirmation() {
        completed().when(verdicts(new Accept(INVENTED, false))).thenRefused(new SuggestionUngrounded());
        completed()
                .when(verdicts(new Accept(INVENTED, true)))
                .then(new SuggestionAccepted(
                        ID, ADA, INVENTED, RESUME, "/experience/0/description", "a", "before", "after", true));
    }

    @Test
    void aGapIsFilledByTheUser() {
        completed().when(verdicts(new Accept(GAP, true))).thenRefused(new SuggestionNeedsInput());
        completed()
                .when(verdicts(new Modify(GAP, "mine")))
                .then(new SuggestionModified(
                        ID, ADA, GAP, RESUME, "/experience/0/achievements/0", "a", "before", "mine"));
    }

    @Test
    void severalAreDecidedTogetherOrNotAtAll() {
        completed()
                .when(verdicts(new Accept(FIRST, false), new Reject(INVENTED)))
                .then(ACCEPTED, new SuggestionRejected(ID, ADA, INVENTED));
        completed()
                .when(verdicts(new Accept(FIRST, false), new Accept(INVENTED, false)))
                .thenRefused(new SuggestionUngrounded());
        completed().when(verdicts(new Accept(FIRST, false), new Reject(FIRST))).thenRefused(new SuggestionDecided());
    }

    @Test
    void othersSeeNeitherTheEnhancementNorItsSuggestions() {
        completed()
                .when(new DecideSuggestions(ID, GRACE, List.of(new Accept(FIRST, false))))
                .thenRefused(new NoSuchThing("enhancement"));
        given().when(verdicts(new Accept(FIRST, false))).thenRefused(new NoSuchThing("enhancement"));
        completed().when(verdicts(new Accept(new UUID(9, 9), false))).thenRefused(new NoSuchThing("suggestion"));
    }

    @Test
    void whatTheResumeMadeOfItIsNotedOnce() {
        Asked accepted = given(REQUESTED, STARTED, COMPLETED, ACCEPTED);
        SettleSuggestion applied = new SettleSuggestion(ID, FIRST, new Settlement.Applied(7));
        accepted.when(applied).then(new SuggestionApplied(ID, ADA, FIRST, 7));
        accepted.when(new SettleSuggestion(ID, FIRST, new Settlement.Stale("patch-test-failed")))
                .then(new SuggestionStale(ID, ADA, FIRST, "patch-test-failed"));
        given(REQUESTED, STARTED, COMPLETED, ACCEPTED, new SuggestionStale(ID, ADA, FIRST, "patch-test-failed"))
                .when(applied)
                .thenNothing();
        completed().when(applied).thenNothing();
    }

    @Test
    void ofAnErasedUserNothingIsLeftToDecide() {
        EnhancementCompleted erased = new EnhancementCompleted(ID, ADA, RESUME, null, 3, 80, "rules", 1, 2, 3, 4);
        given(REQUESTED, STARTED, erased, ACCEPTED)
                .when(verdicts(new Reject(FIRST)))
                .thenRefused(new NoSuchThing("suggestion"));
    }

    @Test
    void theLimitSaysWhenTheNextDayBegins() {
        Rejection limit = new EnhancementLimitReached(10, Duration.ofHours(3), Map.of("RateLimit", "r=0"));
        assertThat(limit.kind().status()).isEqualTo(429);
        assertThat(limit.retryAfter()).isEqualTo(Duration.ofHours(3));
        assertThat(limit.members()).containsEntry("limit", 10);
        assertThat(limit.headers()).containsEntry("RateLimit", "r=0");
    }

    private static Asked completed() {
        return given(REQUESTED, STARTED, COMPLETED);
    }

    private static DecideSuggestions verdicts(Verdict... verdicts) {
        return new DecideSuggestions(ID, ADA, List.of(verdicts));
    }

    private static EnhancementRequested requested(int cost, int slot) {
        return new EnhancementRequested(
                ID,
                ADA,
                RESUME,
                6,
                TonePreset.TECHNICAL,
                "Engineer",
                null,
                WITH_VERBS.write(),
                cost,
                "2026-11-22",
                slot);
    }

    private static RequestEnhancement request(int cost, int slot) {
        return new RequestEnhancement(
                ID, ADA, RESUME, 6, TonePreset.TECHNICAL, "Engineer", null, WITH_VERBS, cost, DAY, slot);
    }

    private static EnhancementFailed failed(int refund) {
        return new EnhancementFailed(ID, ADA, RESUME, "engine-timeout", refund, "model", 5, 6, 7, 8L);
    }

    private static Suggestion suggestion(
            UUID id, String path, @Nullable String entry, List<Ungrounded> ungrounded, boolean needsInput) {
        return new Suggestion(
                id,
                "section",
                entry,
                path,
                "before",
                "after",
                "tone",
                80,
                "because",
                new Metrics(1, 1, List.of("tone")),
                ungrounded,
                needsInput);
    }

    private static Asked given(EnhancementsEvent... history) {
        return new Asked(Given.given(Enhancement.NONE, Enhancement::evolve, history));
    }

    private record Asked(Given<Enhancement, EnhancementsEvent> given) {

        Then<EnhancementsEvent> when(EnhancementsCommand command) {
            return given.when(Asked::decide, command);
        }

        private static Decision<EnhancementsEvent> decide(Enhancement state, EnhancementsCommand command) {
            return state.decide(command);
        }
    }
}
