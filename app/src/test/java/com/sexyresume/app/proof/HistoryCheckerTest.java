package com.sexyresume.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.proof.Evidence.Reading;
import com.sexyresume.app.proof.Evidence.Seen;
import com.sexyresume.app.proof.Evidence.Snapshot;
import com.sexyresume.app.proof.Evidence.Tables;
import com.sexyresume.app.proof.Operation.Answer;
import com.sexyresume.app.proof.Operation.Answer.Acknowledged;
import com.sexyresume.app.proof.Operation.Answer.Refused;
import com.sexyresume.app.proof.Operation.Answer.Unknown;
import com.sexyresume.app.proof.Operation.ClaimChange;
import com.sexyresume.app.proof.Operation.ClaimChange.Change;
import com.sexyresume.app.proof.RecordedEvent.Credit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Breaks each guarantee in turn, in a history that is sound otherwise, and expects the checker to name it. */
class HistoryCheckerTest {

    private static final String ADA = "credit-account:ada";
    private static final String BOB = "user:bob";
    private static final String EVE = "user:eve";

    private final Story story = new Story();

    /** A sound run of six events after position 10, to be spoiled before it is checked. */
    private static final class Story {

        long head = 16;
        final List<RecordedEvent> events = new ArrayList<>(List.of(
                event(11, ADA, 0, "award", new Credit(10, 10)),
                event(12, ADA, 1, "spend", new Credit(-4, 6)),
                event(13, ADA, 2, "spend", new Credit(-1, 5)),
                event(14, BOB, 0, "bob registers", null),
                event(15, BOB, 1, "bob moves", null),
                event(16, EVE, 0, "eve registers", null)));
        final List<CommandRow> commands = new ArrayList<>(List.of(
                new CommandRow(id("award"), ADA, 0, 11),
                new CommandRow(id("spend"), ADA, 2, 13),
                new CommandRow(id("bob registers"), BOB, 0, 14),
                new CommandRow(id("bob moves"), BOB, 1, 15),
                new CommandRow(id("eve registers"), EVE, 0, 16),
                new CommandRow(id("nothing to do"), EVE, 0, 16)));
        final List<String> holders = new ArrayList<>(List.of(EVE, BOB));
        final List<Operation> operations = new ArrayList<>(List.of(
                operation(1, 2, "award", "ten", ADA, 1, 10L, new Acknowledged(0, 11, "")),
                operation(3, 4, "award", "ten", ADA, 1, 10L, new Acknowledged(0, 11, "")),
                operation(3, 4, "award", "eleven", ADA, 1, 11L, new Refused(Refused.OTHER_BODY)),
                edit(5, 7, "spend", ADA, 2, 0, -5L, new Acknowledged(2, 13, "")),
                operation(5, 8, "overdraft", "ninety", ADA, 1, -90L, new Refused("insufficient-credits")),
                claim(9, 10, "bob registers", BOB, "email:b", new Acknowledged(0, 14, "")),
                claim(11, 12, "bob moves", BOB, "email:bob", new Unknown("the connection broke")),
                claim(13, 14, "eve registers", EVE, "email:b", new Acknowledged(0, 16, "")),
                operation(15, 16, "nothing to do", "same", EVE, 0, null, new Acknowledged(0, 16, "")),
                operation(15, 16, "lost on the way", "one", ADA, 1, 1L, new Unknown("the connection broke"))));
        final List<List<Seen>> readings = List.of(seen(events), seen(events));
        final List<Snapshot> snapshots =
                new ArrayList<>(List.of(new Snapshot(11, 11), new Snapshot(13, 13), new Snapshot(16, 16)));
        Tables tables = new Tables(Map.of(ADA, 5L), Map.of(ADA, 3L), Map.of("users", 0L, "credits", 0L));

        Evidence evidence() {
            return new Evidence(
                    10,
                    head,
                    events,
                    commands,
                    holders,
                    operations,
                    readings.stream().map(seen -> new Reading("a reader", seen)).toList(),
                    snapshots,
                    tables);
        }

        private static List<Seen> seen(List<RecordedEvent> events) {
            return new ArrayList<>(events.stream()
                    .map(event -> new Seen(event.position(), event.eventId()))
                    .toList());
        }
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static RecordedEvent event(
            long position, String stream, long version, String command, @Nullable Credit credit) {
        return new RecordedEvent(position, id("event " + position), stream, version, id(command), credit);
    }

    private static Operation operation(
            long invoked,
            long answered,
            String command,
            String body,
            String stream,
            int events,
            @Nullable Long creditChange,
            Answer answer) {
        return new Operation(
                invoked, answered, id(command), body, stream, events, null, creditChange, List.of(), answer);
    }

    private static Operation edit(
            long invoked,
            long answered,
            String command,
            String stream,
            int events,
            long expectedVersion,
            long creditChange,
            Answer answer) {
        return new Operation(
                invoked,
                answered,
                id(command),
                "edit",
                stream,
                events,
                expectedVersion,
                creditChange,
                List.of(),
                answer);
    }

    private static Operation claim(
            long invoked, long answered, String command, String stream, String key, Answer answer) {
        return new Operation(
                invoked,
                answered,
                id(command),
                key,
                stream,
                1,
                null,
                null,
                List.of(new ClaimChange(key, Change.REPLACE)),
                answer);
    }

    private void breaks(Consumer<Story> spoil, Guarantee... guarantees) {
        spoil.accept(story);
        List<Violation> violations = HistoryChecker.check(story.evidence());
        EnumSet<Guarantee> named = EnumSet.noneOf(Guarantee.class);
        violations.forEach(violation -> named.add(violation.guarantee()));
        assertThat(named).as(violations.toString()).containsExactlyInAnyOrderElementsOf(Arrays.asList(guarantees));
    }

    private static void retold(Story story, String command, Answer answer) {
        story.operations.replaceAll(operation -> operation.commandId().equals(id(command))
                ? new Operation(
                        operation.invoked(),
                        operation.answered(),
                        operation.commandId(),
                        operation.body(),
                        operation.stream(),
                        operation.events(),
                        operation.expectedVersion(),
                        operation.creditChange(),
                        operation.claims(),
                        answer)
                : operation);
    }

    @Test
    void findsNothingInASoundHistory() {
        breaks(sound -> {});
    }

    @Test
    void findsNothingInAnEmptyOne() {
        Evidence empty =
                new Evidence(0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Tables.NONE);

        assertThat(HistoryChecker.check(empty)).isEmpty();
    }

    @Test
    void namesAGapInThePositions() {
        breaks(
                gap -> {
                    gap.events.replaceAll(
                            event -> event.position() == 16 ? event(17, EVE, 0, "eve registers", null) : event);
                    gap.head = 17;
                    gap.commands.replaceAll(row -> row.position() == 16
                            ? new CommandRow(row.commandId(), row.stream(), row.version(), 17)
                            : row);
                    retold(gap, "eve registers", new Acknowledged(0, 17, ""));
                    retold(gap, "nothing to do", new Acknowledged(0, 17, ""));
                },
                Guarantee.DENSE_POSITIONS,
                Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAHeadThatIsNotTheLastPosition() {
        breaks(behind -> behind.head = 15, Guarantee.DENSE_POSITIONS, Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAnEventThatIsThereTwice() {
        breaks(
                doubled -> {
                    doubled.events.set(
                            2, new RecordedEvent(13, id("event 12"), ADA, 2, id("spend"), new Credit(-1, 5)));
                    doubled.readings.forEach(seen -> seen.set(2, new Seen(13, id("event 12"))));
                },
                Guarantee.DENSE_POSITIONS);
    }

    @Test
    void namesAGapInTheVersionsOfAStream() {
        breaks(gap -> gap.events.set(4, event(15, BOB, 2, "bob moves", null)), Guarantee.CONTIGUOUS_VERSIONS);
    }

    @Test
    void namesAnEventOfACommandThatNobodySent() {
        breaks(
                stranger -> {
                    stranger.events.add(event(17, "note:one", 0, "stranger", null));
                    stranger.head = 17;
                    stranger.readings.forEach(seen -> seen.add(new Seen(17, id("event 17"))));
                },
                Guarantee.NO_STRANGERS);
    }

    @Test
    void namesALostAcknowledgement() {
        breaks(
                lost -> {
                    lost.operations.add(operation(17, 18, "lost", "one", ADA, 1, 1L, new Acknowledged(3, 17, "")));
                },
                Guarantee.KEPT_ACKNOWLEDGEMENTS);
    }

    @Test
    void namesALostAcknowledgementOfACommandWithoutEvents() {
        breaks(
                lost -> lost.commands.removeIf(row -> row.commandId().equals(id("nothing to do"))),
                Guarantee.KEPT_ACKNOWLEDGEMENTS);
    }

    @Test
    void namesAnAnswerWithAnotherPosition() {
        breaks(moved -> retold(moved, "bob registers", new Acknowledged(0, 13, "")), Guarantee.KEPT_ACKNOWLEDGEMENTS);
    }

    @Test
    void namesAnAnswerWithAnotherVersion() {
        breaks(moved -> retold(moved, "bob registers", new Acknowledged(1, 14, "")), Guarantee.KEPT_ACKNOWLEDGEMENTS);
    }

    @Test
    void namesARefusalThatLeftEvents() {
        breaks(late -> retold(late, "bob moves", new Refused("version-conflict")), Guarantee.REFUSALS_LEAVE_NOTHING);
    }

    @Test
    void namesARefusalThatLeftACommand() {
        breaks(
                left -> left.commands.add(new CommandRow(id("overdraft"), ADA, 2, 16)),
                Guarantee.REFUSALS_LEAVE_NOTHING);
    }

    @Test
    void namesAnUnknownOutcomeThatWasRecordedTwice() {
        breaks(
                twice -> {
                    twice.events.add(event(17, BOB, 2, "bob moves", null));
                    twice.commands.add(new CommandRow(id("bob moves"), BOB, 2, 17));
                    twice.head = 17;
                    twice.readings.forEach(seen -> seen.add(new Seen(17, id("event 17"))));
                },
                Guarantee.AT_MOST_ONCE,
                Guarantee.ALL_OR_NONE);
    }

    @Test
    void namesHalfACommand() {
        breaks(
                half -> {
                    half.operations.add(new Operation(
                            17, 18, id("three"), "three", ADA, 3, null, null, List.of(), new Unknown("killed")));
                    half.events.add(event(17, ADA, 3, "three", new Credit(1, 6)));
                    half.commands.add(new CommandRow(id("three"), ADA, 5, 19));
                    half.head = 17;
                    half.readings.forEach(seen -> seen.add(new Seen(17, id("event 17"))));
                    half.tables = new Tables(Map.of(ADA, 6L), Map.of(ADA, 4L), Map.of("users", 0L));
                },
                Guarantee.ALL_OR_NONE);
    }

    @Test
    void namesACommandWithAnotherBetweenItsEvents() {
        breaks(
                torn -> {
                    torn.events.set(2, event(13, BOB, 0, "bob registers", null));
                    torn.events.set(3, event(14, ADA, 2, "spend", new Credit(-1, 5)));
                    torn.commands.set(1, new CommandRow(id("spend"), ADA, 2, 14));
                    torn.commands.set(2, new CommandRow(id("bob registers"), BOB, 0, 13));
                    retold(torn, "spend", new Acknowledged(2, 14, ""));
                    retold(torn, "bob registers", new Acknowledged(0, 13, ""));
                },
                Guarantee.ALL_OR_NONE,
                Guarantee.REAL_TIME_ORDER);
    }

    @Test
    void namesASecondAnswerThatIsAnother() {
        breaks(
                other -> other.operations.set(
                        1, operation(3, 4, "award", "ten", ADA, 1, 10L, new Acknowledged(0, 11, "another id"))),
                Guarantee.SAME_ANSWER);
    }

    @Test
    void namesARefusalOfTheBodyThatIsRecorded() {
        breaks(
                refused -> refused.operations.set(
                        1, operation(3, 4, "award", "ten", ADA, 1, 10L, new Refused(Refused.OTHER_BODY))),
                Guarantee.SAME_ANSWER);
    }

    @Test
    void namesARefusalForABodyThatNobodySent() {
        breaks(
                refused -> refused.operations.add(
                        operation(15, 16, "alone", "one", ADA, 1, 1L, new Refused(Refused.OTHER_BODY))),
                Guarantee.SAME_ANSWER);
    }

    @Test
    void namesTwoBodiesUnderOneId() {
        breaks(
                both -> both.operations.set(
                        2, operation(3, 4, "award", "eleven", ADA, 1, 10L, new Acknowledged(0, 11, ""))),
                Guarantee.OTHER_BODY_REFUSED);
    }

    @Test
    void namesAnEffectOfTheOtherBody() {
        breaks(
                effect -> effect.operations.replaceAll(
                        operation -> operation.body().equals("ten")
                                ? operation(
                                        operation.invoked(),
                                        operation.answered(),
                                        "award",
                                        "ten",
                                        ADA,
                                        1,
                                        9L,
                                        operation.answer())
                                : operation),
                Guarantee.OTHER_BODY_REFUSED);
    }

    @Test
    void namesAClaimThatIsHeldTwiceForAMoment() {
        breaks(
                early -> {
                    early.events.set(4, event(15, EVE, 0, "eve registers", null));
                    early.events.set(5, event(16, BOB, 1, "bob moves", null));
                    early.commands.set(3, new CommandRow(id("bob moves"), BOB, 1, 16));
                    early.commands.set(4, new CommandRow(id("eve registers"), EVE, 0, 15));
                    retold(early, "eve registers", new Acknowledged(0, 15, ""));
                    early.holders.remove(EVE);
                },
                Guarantee.ONE_HOLDER);
    }

    @Test
    void namesAClaimThatNobodyHolds() {
        breaks(lost -> lost.holders.remove(EVE), Guarantee.ONE_HOLDER);
    }

    @Test
    void namesAReaderThatSkipped() {
        breaks(skipped -> skipped.readings.getFirst().remove(3), Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAReaderThatSawAnEventTwice() {
        breaks(
                twice -> twice.readings
                        .getFirst()
                        .add(3, twice.readings.getFirst().get(2)),
                Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAReaderThatSawThemInAnotherOrder() {
        breaks(
                turned -> turned.readings
                        .getFirst()
                        .add(3, turned.readings.getFirst().remove(4)),
                Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAReaderThatStoppedEarly() {
        breaks(early -> early.readings.getLast().removeLast(), Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAReaderThatSawWhatIsNotThereAnyMore() {
        breaks(ghost -> ghost.readings.getLast().set(2, new Seen(13, id("a ghost"))), Guarantee.READERS_IN_ORDER);
    }

    @Test
    void namesAStatementThatSawAHole() {
        breaks(hole -> hole.snapshots.set(1, new Snapshot(13, 12)), Guarantee.PREFIX_COMPLETE);
    }

    @Test
    void namesAHistoryThatWentBack() {
        breaks(back -> back.snapshots.set(2, new Snapshot(12, 12)), Guarantee.PREFIX_COMPLETE);
    }

    @Test
    void namesACommandThatWentBeforeWhatWasAcknowledgedBefore() {
        breaks(
                early -> early.operations.set(3, edit(14, 15, "spend", ADA, 2, 0, -5L, new Acknowledged(2, 13, ""))),
                Guarantee.REAL_TIME_ORDER);
    }

    @Test
    void namesANegativeBalanceAtAPrefix() {
        breaks(
                overdrawn -> {
                    overdrawn.events.set(1, event(12, ADA, 1, "spend", new Credit(-11, -1)));
                    overdrawn.events.set(2, event(13, ADA, 2, "spend", new Credit(6, 5)));
                },
                Guarantee.CREDITS_CONSERVED);
    }

    @Test
    void namesABalanceThatDoesNotFollow() {
        breaks(made -> made.events.set(2, event(13, ADA, 2, "spend", new Credit(-1, 6))), Guarantee.CREDITS_CONSERVED);
    }

    @Test
    void namesABalanceInATableThatIsAnother() {
        breaks(
                wrong -> wrong.tables = new Tables(Map.of(ADA, 6L), Map.of(ADA, 3L), Map.of("credits", 0L)),
                Guarantee.CREDITS_CONSERVED);
    }

    @Test
    void namesARowTooMuchInTheLedger() {
        breaks(
                doubled -> doubled.tables = new Tables(Map.of(ADA, 5L), Map.of(ADA, 4L), Map.of("credits", 0L)),
                Guarantee.CREDITS_CONSERVED);
    }

    @Test
    void namesALostUpdate() {
        breaks(
                lost -> lost.operations.set(3, edit(5, 7, "spend", ADA, 2, 1, -5L, new Acknowledged(2, 13, ""))),
                Guarantee.NO_LOST_UPDATE);
    }

    @Test
    void namesAProjectionThatIsNotItsReplay() {
        breaks(
                wrong -> wrong.tables = new Tables(Map.of(ADA, 5L), Map.of(ADA, 3L), Map.of("users", 1L)),
                Guarantee.ROWS_EQUAL_REPLAY);
    }

    @Test
    void namesADefectThatWasAnswered() {
        breaks(defect -> retold(defect, "lost on the way", new Answer.Defect("500")), Guarantee.NO_DEFECT_ANSWERED);
    }
}
