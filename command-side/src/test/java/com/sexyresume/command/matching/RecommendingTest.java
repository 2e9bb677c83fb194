package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.command.matching.MatchingCommand.JobMatchCommand;
import com.sexyresume.command.matching.MatchingCommand.JobRoleCommand;
import com.sexyresume.command.matching.words.Words;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchFailure;
import com.sexyresume.events.matching.MatchingEvent;
import com.sexyresume.events.matching.MatchingEvent.EmbeddingModelChosen;
import com.sexyresume.events.matching.MatchingEvent.JobMatchDelayed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import com.sexyresume.events.matching.MatchingEvent.JobMatchFailed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.matching.MatchingEvent.JobRoleDefined;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEmbedded;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import com.sexyresume.events.matching.MatchingEvent.RoleRecommendationsGenerated;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The policies that embed roles and match résumés: once to their end, wherever they are cut off (T05, T06, J05). */
class RecommendingTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final JobMatchId MATCH = new JobMatchId(new UUID(0, 2));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 3));
    private static final JobMatchRequested REQUESTED = new JobMatchRequested(MATCH, ADA, RESUME, 0, null, null, 10);
    private static final String WEAVING = "{\"skills\": [{\"id\": \"a\", \"name\": \"Weaving\"}]}";

    private final Histories histories = new Histories();
    private final Model model = new Model();

    @Test
    void aMatchFindsRolesThatAreEmbedded() {
        embedded(role(1, "Weaver"));
        embedded(role(2, "Dyer"));
        histories.match.add(REQUESTED);

        matching(WEAVING).react(happened(REQUESTED), histories);

        assertThat(histories.match)
                .hasExactlyElementsOfTypes(JobMatchRequested.class, RoleRecommendationsGenerated.class);
        RoleRecommendationsGenerated found = (RoleRecommendationsGenerated) histories.match.getLast();
        assertThat(found.model()).isEqualTo("loom");
        assertThat(Recommendation.read(found.recommendations())).hasSize(2);
        assertThat(histories.reminders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void cutOffAnywhereAndBegunAgainItEndsOnce(int sendsBeforeTheCrash) {
        embedded(role(1, "Weaver"));
        histories.match.add(REQUESTED);
        histories.crashAfter = sendsBeforeTheCrash;
        assertThatThrownBy(() -> matching(WEAVING).react(happened(REQUESTED), histories))
                .isInstanceOf(Crash.class);
        histories.crashAfter = Integer.MAX_VALUE;

        matching(WEAVING).react(happened(REQUESTED), histories);
        matching(WEAVING).react(happened(REQUESTED), histories);

        assertThat(histories.match).hasSize(2);
    }

    @Test
    void aModelThatIsAwayIsAskedAgainEverLessOftenAndThenTheMatchFails() {
        model.failure = new EmbedderFailed(MatchFailure.MODEL_BUSY, true);
        histories.match.add(REQUESTED);
        WhenJobMatchRequestedThenRecommend policy = matching(WEAVING);

        policy.react(happened(REQUESTED), histories);
        for (int reminder = 0; reminder < 9; reminder++) {
            policy.due(happened(REQUESTED), histories);
        }

        assertThat(histories.match)
                .containsExactly(
                        REQUESTED,
                        new JobMatchDelayed(MATCH, ADA, 1, "model-busy"),
                        new JobMatchDelayed(MATCH, ADA, 2, "model-busy"),
                        new JobMatchFailed(MATCH, ADA, RESUME, "model-busy"));
        assertThat(histories.reminders).hasSize(2).isSorted();
        assertThat(Duration.between(histories.reminders.get(0), histories.reminders.get(1)))
                .isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void aModelThatComesBackIsHeard() {
        embedded(role(1, "Weaver"));
        model.failure = new EmbedderFailed(MatchFailure.MODEL_TIMEOUT, true);
        histories.match.add(REQUESTED);
        matching(WEAVING).react(happened(REQUESTED), histories);
        model.failure = null;

        matching(WEAVING).due(happened(REQUESTED), histories);

        assertThat(histories.match.getLast()).isInstanceOf(RoleRecommendationsGenerated.class);
    }

    @Test
    void aDelayThatIsCutOffHasItsReminder() {
        model.failure = new EmbedderFailed(MatchFailure.MODEL_BUSY, true);
        histories.match.add(REQUESTED);
        histories.crashAfter = 0;

        assertThatThrownBy(() -> matching(WEAVING).react(happened(REQUESTED), histories))
                .isInstanceOf(Crash.class);

        assertThat(histories.reminders).hasSize(1);
    }

    @Test
    void whatTheModelRefusesFailsAtOnce() {
        model.failure = new EmbedderFailed(MatchFailure.MODEL_REFUSED, false);
        histories.match.add(REQUESTED);

        matching(WEAVING).react(happened(REQUESTED), histories);

        assertThat(histories.match).containsExactly(REQUESTED, new JobMatchFailed(MATCH, ADA, RESUME, "model-refused"));
        assertThat(histories.reminders).isEmpty();
    }

    @Test
    void anEmptyResumeMatchesNothing() {
        histories.match.add(REQUESTED);

        matching("{}").react(happened(REQUESTED), histories);

        assertThat(histories.match)
                .containsExactly(REQUESTED, new JobMatchFailed(MATCH, ADA, RESUME, "nothing-to-match"));
        assertThat(model.asked).isEmpty();
    }

    @Test
    void rolesThatAreStillToBeEmbeddedAreWaitedFor() {
        histories.match.add(REQUESTED);
        matching(WEAVING).react(happened(REQUESTED), histories);
        assertThat(histories.match.getLast()).isEqualTo(new JobMatchFailed(MATCH, ADA, RESUME, "no-roles"));

        histories.match.clear();
        histories.recorded.clear();
        histories.match.add(REQUESTED);
        defined(role(1, "Weaver"));
        for (int attempt = 0; attempt < 3; attempt++) {
            matching(WEAVING).due(happened(REQUESTED), histories);
        }
        assertThat(histories.match)
                .containsExactly(
                        REQUESTED,
                        new JobMatchDelayed(MATCH, ADA, 1, "roles-not-ready"),
                        new JobMatchDelayed(MATCH, ADA, 2, "roles-not-ready"),
                        new JobMatchFailed(MATCH, ADA, RESUME, "roles-not-ready"));
    }

    @Test
    void aRoleTakesOthersAlongToTheModel() {
        List<JobRoleDefined> roles = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            roles.add(defined(role(number, "Role " + number)));
        }

        roles.forEach(role -> embedding().react(RecommendingTest.<MatchingEvent>happened(role), histories));

        // Batches of three.
        assertThat(model.asked).extracting(List::size).containsExactly(3, 2);
        assertThat(histories.roles.values())
                .hasSize(5)
                .allSatisfy(events ->
                        assertThat(events).hasExactlyElementsOfTypes(JobRoleDefined.class, JobRoleEmbedded.class));
    }

    @Test
    void anotherModelEmbedsEverythingAgain() {
        for (int number = 1; number <= 7; number++) {
            embedded(role(number, "Role " + number));
        }
        model.name = "mill";

        embedding().react(RecommendingTest.<MatchingEvent>happened(new EmbeddingModelChosen("loom")), histories);
        assertThat(model.asked).isEmpty();
        embedding().react(RecommendingTest.<MatchingEvent>happened(new EmbeddingModelChosen("mill")), histories);

        assertThat(model.asked).extracting(List::size).containsExactly(3, 3, 1);
        assertThat(histories.roles.values())
                .allSatisfy(events -> assertThat(events.getLast())
                        .isInstanceOfSatisfying(
                                JobRoleEmbedded.class,
                                last -> assertThat(last.model()).isEqualTo("mill")));
    }

    @Test
    void anotherModelEmbedsWhatItDoesNotRefuse() {
        for (int number = 1; number <= 7; number++) {
            embedded(role(number, number == 2 ? "Poison" : "Role " + number));
        }
        model.name = "mill";

        assertThatThrownBy(() -> embedding()
                        .react(RecommendingTest.<MatchingEvent>happened(new EmbeddingModelChosen("mill")), histories))
                .hasMessage("model-refused");

        assertThat(histories.index.awaiting("mill", null, 10)).containsExactly(new JobRoleId(new UUID(1, 2)));
    }

    @Test
    void aModelThatIsAwayIsAskedForARoleLater() {
        JobRoleDefined role = defined(role(1, "Weaver"));
        model.failure = new EmbedderFailed(MatchFailure.MODEL_UNAVAILABLE, true);
        embedding().react(RecommendingTest.<MatchingEvent>happened(role), histories);
        assertThat(histories.reminders).hasSize(1);
        model.failure = null;

        embedding().due(RecommendingTest.<MatchingEvent>happened(role), histories);

        assertThat(histories.of(role.jobRoleId()).isAwaiting("loom")).isFalse();
    }

    @Test
    void aTextThatTheModelRefusesKeepsNoOtherOneBack() {
        JobRoleDefined good = defined(role(1, "Weaver"));
        JobRoleDefined bad = defined(role(2, "Poison"));

        embedding().react(RecommendingTest.<MatchingEvent>happened(good), histories);
        assertThatThrownBy(() -> embedding().react(RecommendingTest.<MatchingEvent>happened(bad), histories))
                .hasMessage("model-refused");

        assertThat(histories.of(good.jobRoleId()).isAwaiting("loom")).isFalse();
        assertThat(histories.of(bad.jobRoleId()).isAwaiting("loom")).isTrue();
    }

    private WhenJobMatchRequestedThenRecommend matching(String data) {
        return new WhenJobMatchRequestedThenRecommend(
                histories,
                (owner, resume, version) ->
                        new PinnedResume(resume, owner, 0, "", "modern", false, RankingTest.data(data)),
                histories.index,
                model,
                properties());
    }

    private WhenJobRoleChangedThenEmbed embedding() {
        return new WhenJobRoleChangedThenEmbed(histories, histories.index, model, properties());
    }

    private static MatchingProperties properties() {
        return new MatchingProperties(
                false,
                "test",
                3,
                50,
                1,
                3,
                Duration.ofHours(1),
                Duration.ofDays(100_000),
                new MatchingProperties.OpenAi("http://localhost", null, "m", 2, Duration.ofSeconds(1), 1_000, 0, 1));
    }

    private static JobRoleDefined role(long id, String title) {
        var content = JobRoleTest.role(title, Seniority.MID, null, null, null);
        return new JobRoleDefined(
                new JobRoleId(new UUID(1, id)), content, Words.normalized(title), RoleText.hash(content));
    }

    private JobRoleDefined defined(JobRoleDefined role) {
        histories
                .roles
                .computeIfAbsent(role.jobRoleId(), id -> new ArrayList<>())
                .add(role);
        return role;
    }

    private void embedded(JobRoleDefined role) {
        histories
                .roles
                .computeIfAbsent(defined(role).jobRoleId(), id -> new ArrayList<>())
                .add(new JobRoleEmbedded(
                        role.jobRoleId(), "loom", 2, role.textHash(), Vectors.encode(List.of(1f, 0f))));
    }

    private static <E extends MatchingEvent> Happened<E> happened(E event) {
        return new Happened<>(
                1, new UUID(0, 9), MatchingCommand.streamOf(MATCH), 0, Instant.parse("2026-11-22T10:00:00Z"), event);
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A model that refuses poison. */
    private static final class Model implements Embedder {

        private final List<List<String>> asked = new ArrayList<>();
        private String name = "loom";
        private @Nullable EmbedderFailed failure;

        @Override
        public String model() {
            return name;
        }

        @Override
        public Ranking ranking() {
            return new Ranking(0, 1);
        }

        @Override
        public List<List<Float>> embed(List<String> texts) throws EmbedderFailed {
            if (failure != null) {
                throw failure;
            }
            if (texts.stream().anyMatch(text -> text.contains("Poison"))) {
                throw new EmbedderFailed(MatchFailure.MODEL_REFUSED, false);
            }
            asked.add(texts);
            return Collections.nCopies(texts.size(), List.of(1f, 0f));
        }
    }

    /** The streams, as the history keeps them, and the roles' rows without any lag. */
    private static final class Histories implements Streams, Reaction {

        private final List<JobMatchEvent> match = new ArrayList<>();
        private final Map<JobRoleId, List<JobRoleEvent>> roles = new HashMap<>();
        private final Set<String> recorded = new HashSet<>();
        private final List<Instant> reminders = new ArrayList<>();
        private int crashAfter = Integer.MAX_VALUE;

        /** Has no database. */
        private final RoleIndex index = new RoleIndex(new DriverManagerDataSource()) {

            @Override
            public List<Near> nearest(
                    String model, float[] vector, @Nullable String industry, @Nullable Seniority seniority, int most) {
                List<Near> near = new ArrayList<>();
                for (JobRoleId id : roles.keySet()) {
                    JobRole role = of(id);
                    if (role.content() != null && model.equals(role.model())) {
                        near.add(new Near(id, 1, role.content(), 0.5, null));
                    }
                }
                return near;
            }

            @Override
            public List<JobRoleId> awaiting(String model, @Nullable JobRoleId after, int most) {
                return roles.keySet().stream()
                        .filter(id -> of(id).isAwaiting(model))
                        .filter(id -> after == null || id.value().compareTo(after.value()) > 0)
                        .sorted((one, other) -> one.value().compareTo(other.value()))
                        .limit(most)
                        .toList();
            }
        };

        @Override
        public Optional<UserId> begunBy(StreamId stream) {
            return Optional.empty();
        }

        @Override
        public <S> S read(StreamType<S, ?, ?> type, StreamId stream, long version, Predicate<S> enough) {
            S state = type.initial();
            for (MatchingEvent event : stream.equals(MatchingCommand.streamOf(MATCH))
                    ? match
                    : roles.getOrDefault(new JobRoleId(stream.id()), List.of())) {
                state = type.evolve(state, event);
            }
            return state;
        }

        private JobRole of(JobRoleId role) {
            return read(MatchingStreams.JOB_ROLE, role);
        }

        private JobMatch of(JobMatchId id) {
            return read(MatchingStreams.JOB_MATCH, id);
        }

        @Override
        public Receipt send(String label, Command command) {
            if (crashAfter-- == 0) {
                throw new Crash();
            }
            if (recorded.add(label)) {
                switch (command) {
                    case JobMatchCommand asked ->
                        match.addAll(accepted(of(MATCH).decide(asked)));
                    case JobRoleCommand asked ->
                        roles.computeIfAbsent(asked.jobRoleId(), id -> new ArrayList<>())
                                .addAll(accepted(of(asked.jobRoleId()).decide(asked)));
                    default -> throw new AssertionError(command);
                }
            }
            if (crashAfter-- == 0) {
                throw new Crash();
            }
            return new Receipt(new UUID(0, 1), command.stream(), 0, 0);
        }

        private static <E extends MatchingEvent> List<E> accepted(Decision<E> decision) {
            return switch (decision) {
                case Decision.Accepted<E>(var events, var _) -> events;
                case Decision.Refused<E>(var why) -> throw new AssertionError(why);
            };
        }

        @Override
        public void remind(Instant due) {
            reminders.add(due);
        }
    }
}
