package com.sexyresume.app.proof;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.sexyresume.app.proof.Evidence.Reading;
import com.sexyresume.app.proof.Evidence.Seen;
import com.sexyresume.app.proof.Evidence.Snapshot;
import com.sexyresume.app.proof.Operation.Answer;
import com.sexyresume.app.proof.Operation.ClaimChange;
import com.sexyresume.app.proof.RecordedEvent.Credit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says which guarantees a run has broken. Pure: the same evidence always gives the same violations, and nothing but the
 * evidence is looked at.
 */
final class HistoryChecker {

    private final Evidence evidence;
    private final Map<UUID, List<RecordedEvent>> eventsOfCommand;
    private final Map<UUID, List<Operation>> operationsOfCommand;
    private final Map<UUID, List<CommandRow>> rowsOfCommand;
    private final List<Violation> violations = new ArrayList<>();

    private HistoryChecker(Evidence evidence) {
        this.evidence = evidence;
        this.eventsOfCommand =
                evidence.events().stream().collect(groupingBy(RecordedEvent::commandId, LinkedHashMap::new, toList()));
        this.operationsOfCommand =
                evidence.operations().stream().collect(groupingBy(Operation::commandId, LinkedHashMap::new, toList()));
        this.rowsOfCommand =
                evidence.commands().stream().collect(groupingBy(CommandRow::commandId, LinkedHashMap::new, toList()));
    }

    static List<Violation> check(Evidence evidence) {
        HistoryChecker checker = new HistoryChecker(evidence);
        checker.positions();
        checker.versions();
        checker.strangers();
        checker.operationsOfCommand.forEach(checker::command);
        checker.answers();
        checker.claims();
        checker.readings();
        checker.snapshots();
        checker.realTime();
        checker.credits();
        checker.rows();
        return List.copyOf(checker.violations);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else here needs
    private void violated(Guarantee guarantee, String what, @Nullable Object... arguments) {
        violations.add(new Violation(guarantee, what.formatted(arguments)));
    }

    private void positions() {
        long expected = evidence.from();
        Set<UUID> ids = new HashSet<>();
        for (RecordedEvent event : evidence.events()) {
            expected++;
            if (event.position() != expected) {
                violated(Guarantee.DENSE_POSITIONS, "position %d where %d was due", event.position(), expected);
                expected = event.position();
            }
            if (!ids.add(event.eventId())) {
                violated(Guarantee.DENSE_POSITIONS, "event %s is there twice", event.eventId());
            }
        }
        if (evidence.head() != expected) {
            violated(Guarantee.DENSE_POSITIONS, "the head is %d and the last event %d", evidence.head(), expected);
        }
    }

    private void versions() {
        Map<String, Long> versions = new HashMap<>();
        for (RecordedEvent event : evidence.events()) {
            Long before = versions.put(event.stream(), event.version());
            long expected = before == null ? 0 : before + 1;
            if (event.version() != expected) {
                violated(
                        Guarantee.CONTIGUOUS_VERSIONS,
                        "%s has version %d at position %d where %d was due",
                        event.stream(),
                        event.version(),
                        event.position(),
                        expected);
            }
        }
    }

    private void strangers() {
        eventsOfCommand.forEach((command, events) -> {
            if (!operationsOfCommand.containsKey(command)) {
                violated(Guarantee.NO_STRANGERS, "nobody sent command %s of %s", command, events.getFirst());
            }
        });
    }

    /** Everything about one command id, whoever sent it, how often and with what. */
    private void command(UUID command, List<Operation> attempts) {
        List<RecordedEvent> events = eventsOfCommand.getOrDefault(command, List.of());
        List<CommandRow> rows = rowsOfCommand.getOrDefault(command, List.of());
        if (rows.size() > 1) {
            violated(Guarantee.AT_MOST_ONCE, "command %s is recorded %d times", command, rows.size());
        }
        if (attempts.stream().allMatch(Operation::isRefused) && !(events.isEmpty() && rows.isEmpty())) {
            violated(
                    Guarantee.REFUSALS_LEAVE_NOTHING,
                    "command %s was refused (%s) and left %s %s",
                    command,
                    attempts.getLast().answer(),
                    events,
                    rows);
        }
        Operation recorded = recorded(attempts);
        if (!events.isEmpty()) {
            whole(recorded, events);
        }
        for (Operation attempt : attempts) {
            Answer.Acknowledged acknowledged = attempt.acknowledged();
            if (acknowledged != null) {
                acknowledged(attempt, acknowledged, events, rows);
            }
        }
        bodies(command, attempts);
    }

    /** The attempt that the history tells of, as far as the clients know. */
    private static Operation recorded(List<Operation> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.acknowledged() != null)
                .findFirst()
                .or(() -> attempts.stream()
                        .filter(attempt -> !attempt.isRefused())
                        .findFirst())
                .orElseGet(attempts::getFirst);
    }

    private void whole(Operation recorded, List<RecordedEvent> events) {
        RecordedEvent first = events.getFirst();
        if (recorded.events() > 0 && events.size() > recorded.events()) {
            violated(
                    Guarantee.AT_MOST_ONCE,
                    "command %s has %d events and recorded %s",
                    recorded.commandId(),
                    recorded.events(),
                    events);
        } else if (recorded.events() > events.size()) {
            violated(
                    Guarantee.ALL_OR_NONE,
                    "command %s has %d events and recorded only %s",
                    recorded.commandId(),
                    recorded.events(),
                    events);
        }
        for (int i = 0; i < events.size(); i++) {
            RecordedEvent event = events.get(i);
            if (event.position() != first.position() + i || !event.stream().equals(recorded.stream())) {
                violated(
                        Guarantee.ALL_OR_NONE,
                        "command %s on %s is torn apart: %s",
                        recorded.commandId(),
                        recorded.stream(),
                        events);
                return;
            }
        }
    }

    private void acknowledged(
            Operation attempt, Answer.Acknowledged answer, List<RecordedEvent> events, List<CommandRow> rows) {
        UUID command = attempt.commandId();
        if (rows.isEmpty() || (events.isEmpty() && attempt.events() > 0)) {
            violated(Guarantee.KEPT_ACKNOWLEDGEMENTS, "command %s is lost: %s", command, attempt);
            return;
        }
        CommandRow row = rows.getFirst();
        if (row.position() != answer.position()
                || row.version() != answer.version()
                || !row.stream().equals(attempt.stream())) {
            violated(Guarantee.KEPT_ACKNOWLEDGEMENTS, "command %s came to %s, but %s", command, row, attempt);
        }
        if (events.isEmpty()) {
            return;
        }
        RecordedEvent last = events.getLast();
        if (last.position() != answer.position() || last.version() != answer.version()) {
            violated(Guarantee.KEPT_ACKNOWLEDGEMENTS, "command %s is %s, but %s", command, last, attempt);
        }
        Long expectedVersion = attempt.expectedVersion();
        if (expectedVersion != null && events.getFirst().version() != expectedVersion + 1) {
            violated(
                    Guarantee.NO_LOST_UPDATE,
                    "command %s was decided on version %d and became %s",
                    command,
                    expectedVersion,
                    events);
        }
        Long creditChange = attempt.creditChange();
        if (creditChange != null && creditChange != change(events)) {
            violated(
                    Guarantee.OTHER_BODY_REFUSED,
                    "command %s was to change %d credits and recorded %s",
                    command,
                    creditChange,
                    events);
        }
    }

    private static long change(List<RecordedEvent> events) {
        return events.stream()
                .map(RecordedEvent::credit)
                .filter(Objects::nonNull)
                .mapToLong(Credit::change)
                .sum();
    }

    private void bodies(UUID command, List<Operation> attempts) {
        Answer.@Nullable Acknowledged first = null;
        @Nullable Operation owner = null;
        for (Operation attempt : attempts) {
            Answer.Acknowledged acknowledged = attempt.acknowledged();
            if (acknowledged == null) {
                continue;
            }
            if (first == null || owner == null) {
                first = acknowledged;
                owner = attempt;
            } else if (!owner.body().equals(attempt.body())) {
                violated(
                        Guarantee.OTHER_BODY_REFUSED,
                        "command %s was acknowledged for two bodies: %s, %s",
                        command,
                        owner,
                        attempt);
            } else if (!first.equals(acknowledged)) {
                violated(Guarantee.SAME_ANSWER, "command %s was answered %s and then %s", command, first, acknowledged);
            }
        }
        for (Operation attempt : attempts) {
            if (attempt.answer() instanceof Answer.Refused(String code) && code.equals(Answer.Refused.OTHER_BODY)) {
                boolean another = attempts.stream()
                        .anyMatch(
                                other -> !other.body().equals(attempt.body()) && other.invoked() < attempt.answered());
                if (!another || (owner != null && owner.body().equals(attempt.body()))) {
                    violated(
                            Guarantee.SAME_ANSWER,
                            "command %s was refused for another body than its own: %s",
                            command,
                            attempt);
                }
            }
        }
    }

    private void answers() {
        for (Operation operation : evidence.operations()) {
            if (operation.answer() instanceof Answer.Defect(String what)) {
                violated(Guarantee.NO_DEFECT_ANSWERED, "%s to %s", what, operation);
            }
        }
    }

    private void claims() {
        Map<String, String> holders = new HashMap<>();
        Set<UUID> done = new HashSet<>();
        for (RecordedEvent event : evidence.events()) {
            List<Operation> attempts = operationsOfCommand.get(event.commandId());
            if (attempts == null || !done.add(event.commandId())) {
                continue;
            }
            for (ClaimChange claim : recorded(attempts).claims()) {
                if (claim.change() != ClaimChange.Change.TAKE) {
                    holders.entrySet()
                            .removeIf(held -> held.getValue().equals(event.stream())
                                    && (claim.change() == ClaimChange.Change.RELEASE
                                            ? held.getKey().equals(claim.key())
                                            : held.getKey().startsWith(claim.kind())));
                }
                if (claim.change() != ClaimChange.Change.RELEASE) {
                    String before = holders.putIfAbsent(claim.key(), event.stream());
                    if (before != null && !before.equals(event.stream())) {
                        violated(
                                Guarantee.ONE_HOLDER,
                                "%s is held by %s, and %s takes it at position %d",
                                claim.key(),
                                before,
                                event.stream(),
                                event.position());
                    }
                }
            }
        }
        List<String> expected = holders.values().stream().sorted().toList();
        List<String> found = evidence.holders().stream().sorted().toList();
        if (!expected.equals(found)) {
            violated(
                    Guarantee.ONE_HOLDER, "claims are held by %s, and by the history should be by %s", found, expected);
        }
    }

    private void readings() {
        for (Reading reading : evidence.readings()) {
            long expected = evidence.from();
            for (Seen seen : reading.seen()) {
                expected++;
                if (seen.position() != expected) {
                    violated(
                            Guarantee.READERS_IN_ORDER,
                            "%s saw %d where %d was due",
                            reading.reader(),
                            seen.position(),
                            expected);
                    expected = seen.position();
                }
                int index = Math.toIntExact(seen.position() - evidence.from() - 1);
                if (index < 0
                        || index >= evidence.events().size()
                        || !evidence.events().get(index).eventId().equals(seen.eventId())) {
                    violated(
                            Guarantee.READERS_IN_ORDER,
                            "%s saw %s at %d, which is not what is recorded there",
                            reading.reader(),
                            seen.eventId(),
                            seen.position());
                }
            }
            if (expected != evidence.head()) {
                violated(
                        Guarantee.READERS_IN_ORDER,
                        "%s ended at %d of %d",
                        reading.reader(),
                        expected,
                        evidence.head());
            }
        }
    }

    private void snapshots() {
        long before = 0;
        for (Snapshot snapshot : evidence.snapshots()) {
            if (snapshot.last() != snapshot.count() || snapshot.last() < before) {
                violated(
                        Guarantee.PREFIX_COMPLETE,
                        "one statement saw %d events up to %d, after %d",
                        snapshot.count(),
                        snapshot.last(),
                        before);
            }
            before = Math.max(before, snapshot.last());
        }
    }

    /** For each command that recorded events: acknowledged at the earliest, sent for the first time. */
    private record Span(UUID command, long sent, long acknowledged, long first, long last) {}

    private void realTime() {
        List<Span> spans = new ArrayList<>();
        operationsOfCommand.forEach((command, attempts) -> {
            List<RecordedEvent> events = eventsOfCommand.getOrDefault(command, List.of());
            if (!events.isEmpty()) {
                spans.add(new Span(
                        command,
                        attempts.stream().mapToLong(Operation::invoked).min().orElseThrow(),
                        attempts.stream()
                                .filter(attempt -> attempt.acknowledged() != null)
                                .mapToLong(Operation::answered)
                                .min()
                                .orElse(Long.MAX_VALUE),
                        events.getFirst().position(),
                        events.getLast().position()));
            }
        });
        spans.sort(Comparator.comparingLong(Span::sent));
        PriorityQueue<Span> open = new PriorityQueue<>(Comparator.comparingLong(Span::acknowledged));
        @Nullable Span latest = null;
        for (Span span : spans) {
            while (!open.isEmpty() && open.element().acknowledged() < span.sent()) {
                Span ended = open.remove();
                if (latest == null || ended.last() > latest.last()) {
                    latest = ended;
                }
            }
            if (latest != null && latest.last() > span.first()) {
                violated(
                        Guarantee.REAL_TIME_ORDER,
                        "command %s was acknowledged at %d before command %s, at %d, was sent",
                        latest.command(),
                        latest.last(),
                        span.command(),
                        span.first());
            }
            open.add(span);
        }
    }

    private void credits() {
        Map<String, Long> balances = new HashMap<>();
        Map<String, Long> rows = new HashMap<>();
        for (RecordedEvent event : evidence.events()) {
            Credit credit = event.credit();
            if (credit == null) {
                continue;
            }
            long balance = balances.merge(event.stream(), credit.change(), Long::sum);
            rows.merge(event.stream(), 1L, Long::sum);
            if (balance < 0 || balance != credit.balanceAfter()) {
                violated(
                        Guarantee.CREDITS_CONSERVED,
                        "%s has %d credits at position %d, which says %d",
                        event.stream(),
                        balance,
                        event.position(),
                        credit.balanceAfter());
            }
        }
        if (!evidence.tables().isEmpty()) {
            different("balance", balances, evidence.tables().balances(), this::creditsLost);
            different("rows in the ledger", rows, evidence.tables().ledgerRows(), this::creditsLost);
        }
    }

    private void creditsLost(String stream, String what) {
        violated(Guarantee.CREDITS_CONSERVED, "%s: %s", stream, what);
    }

    private static void different(
            String what, Map<String, Long> expected, Map<String, Long> found, BiConsumer<String, String> report) {
        Set<String> streams = new HashSet<>(expected.keySet());
        streams.addAll(found.keySet());
        for (String stream : streams) {
            if (!Objects.equals(expected.get(stream), found.get(stream))) {
                report.accept(
                        stream,
                        what + " " + found.get(stream) + " in the table, " + expected.get(stream) + " in the history");
            }
        }
    }

    private void rows() {
        evidence.tables().differences().forEach((projection, rows) -> {
            if (rows != 0) {
                violated(Guarantee.ROWS_EQUAL_REPLAY, "%s differs in %d rows from a fresh replay", projection, rows);
            }
        });
    }
}
