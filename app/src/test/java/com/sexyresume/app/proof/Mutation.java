package com.sexyresume.app.proof;

import com.sexyresume.app.proof.HistoryRun.Fault;
import com.sexyresume.app.proof.HistoryRun.Writers;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.SubjectErased;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * The event store with one of its safeguards taken out: real code on a real database, in which the checker has to
 * notice what the safeguard was for.
 */
enum Mutation {
    /** The row of head is read and not locked, so that two nodes append at the same positions. */
    NO_LOCK(Guarantee.DENSE_POSITIONS, List.of()) {
        @Override
        void breakIn(Connection superuser) throws SQLException {
            replaceInAppend(superuser, "WHERE h.one FOR UPDATE", "WHERE h.one");
        }
    },

    /** PostgreSQL says that it has committed before the disk has, as the setting that promises speed does. */
    ANSWER_BEFORE_COMMIT(Guarantee.KEPT_ACKNOWLEDGEMENTS, List.of(Fault.KILL_BACKEND, Fault.KILL_BACKEND)) {
        @Override
        void breakIn(Connection superuser) throws SQLException {
            execute(
                    superuser,
                    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off',"
                            + " current_database()); END $$");
        }
    },

    /** An append whose connection broke is looked up, and refused when it is not there, which it may be later. */
    LOOK_UP(Guarantee.REFUSALS_LEAVE_NOTHING, List.of(Fault.HOLD_HEAD_UNTIL_GIVEN_UP)) {
        @Override
        Writers writers() {
            return (history, pool) -> append -> appendOrLookUp(history, pool, append);
        }
    },

    /** A claim that another stream holds is passed over. */
    CLAIM_NOT_CHECKED(Guarantee.ONE_HOLDER, List.of()) {
        @Override
        void breakIn(Connection superuser) throws SQLException {
            replaceInAppend(
                    superuser,
                    "IF NOT FOUND\n                                AND (claim_takes",
                    "IF false\n                                AND (claim_takes");
        }
    },

    /** A command id may be used again. */
    ID_USED_AGAIN(Guarantee.AT_MOST_ONCE, List.of()) {
        @Override
        void breakIn(Connection superuser) throws SQLException {
            execute(superuser, "ALTER TABLE event_store.command DROP CONSTRAINT command_pkey");
        }
    },

    /** Versions are not unique in a stream, so a decision on a stale state is recorded. */
    STALE_STATE_ACCEPTED(Guarantee.CONTIGUOUS_VERSIONS, List.of()) {
        @Override
        void breakIn(Connection superuser) throws SQLException {
            execute(superuser, "ALTER TABLE event_store.event DROP CONSTRAINT event_stream_key");
        }
    };

    private final Guarantee broken;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Fault> faults;

    Mutation(Guarantee broken, List<Fault> faults) {
        this.broken = broken;
        this.faults = faults;
    }

    /** What the checker has to name, beside whatever follows from it. */
    Guarantee broken() {
        return broken;
    }

    List<Fault> faults() {
        return faults;
    }

    void breakIn(Connection superuser) throws SQLException {}

    Writers writers() {
        return HistoryRun::sound;
    }

    private static RecordedCommand appendOrLookUp(History history, DataSource pool, Append append) {
        Append.Result result;
        try (Connection connection = pool.getConnection()) {
            result = history.append(connection, List.of(append)).getFirst();
        } catch (SQLException cutOff) {
            return history.find(append.commandId())
                    .orElseThrow(() -> new HistoryUnreachable("It is not there", cutOff));
        }
        return switch (result) {
            case Append.Result.Appended(RecordedCommand command) -> command;
            case Append.Result.Duplicate(RecordedCommand command) -> throw new CommandAlreadyRecorded(command);
            case Append.Result.Conflict() -> throw new ConcurrencyException("conflict");
            case Append.Result.Taken(String kind) -> throw new ClaimTaken(kind);
            case Append.Result.Erased(UUID subject) -> throw new SubjectErased(subject);
        };
    }

    private static void replaceInAppend(Connection superuser, String text, String by) throws SQLException {
        String function = Recordings.rows(
                        superuser, "SELECT pg_get_functiondef('event_store.append'::regproc)", row -> row.getString(1))
                .getFirst();
        if (!function.contains(text)) {
            throw new IllegalStateException("The function has no \"" + text + "\" to take out");
        }
        execute(superuser, function.replace(text, by));
    }

    private static void execute(Connection superuser, String statement) throws SQLException {
        try (Statement execution = superuser.createStatement()) {
            execution.execute(statement);
        }
    }
}
