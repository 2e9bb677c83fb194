package com.sexyresume.app.proof;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that a run left: the history after one of its positions, the logs of clients and readers, and the rows.
 *
 * @param from the head before the run; every stream of the run begins after it
 * @param head the head after the run, as the history names it
 * @param events in the order of their positions
 * @param holders the streams that hold a claim, one element for each claim
 */
record Evidence(
        long from,
        long head,
        List<RecordedEvent> events,
        List<CommandRow> commands,
        List<String> holders,
        List<Operation> operations,
        List<Reading> readings,
        List<Snapshot> snapshots,
        Tables tables) {

    /** What one reader was given, one after the other, from the first event of the run to the head. */
    record Reading(String reader, List<Seen> seen) {}

    record Seen(long position, UUID eventId) {}

    /** How many events one statement saw, and the last position among them. */
    record Snapshot(long last, long count) {}

    /**
     * What the projections made of it.
     *
     * @param balances by credit stream; a run without projections has none and leaves all of this empty
     * @param differences rows of a projection that a fresh replay makes otherwise; −1 if it could not be replayed
     */
    record Tables(Map<String, Long> balances, Map<String, Long> ledgerRows, Map<String, Long> differences) {

        static final Tables NONE = new Tables(Map.of(), Map.of(), Map.of());

        boolean isEmpty() {
            return differences.isEmpty();
        }
    }
}
