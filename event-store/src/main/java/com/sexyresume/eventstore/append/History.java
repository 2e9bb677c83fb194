package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.AppendCall;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryReads;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.SubjectErased;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * The history, which is appended to and read. Commands that arrive together are appended in one commit, by one writer
 * on one connection. No transaction of the caller is joined.
 */
public final class History extends HistoryReads implements AutoCloseable {

    private final GroupCommit groupCommit;
    private final AppendProbe probe;

    /**
     * @param appenderPool of the login that may append, with auto-commit
     * @param projectorPool of a login that may read the whole history, with auto-commit
     * @param deadline how long an append is waited for and tried before it is {@link HistoryUnreachable}
     */
    public History(DataSource appenderPool, DataSource projectorPool, Duration deadline) {
        this(appenderPool, projectorPool, deadline, AppendLimits.DEFAULT);
    }

    /** The same with other limits. */
    public History(DataSource appenderPool, DataSource projectorPool, Duration deadline, AppendLimits limits) {
        super(appenderPool, projectorPool);
        this.probe = new AppendProbe(appenderPool);
        this.groupCommit = new GroupCommit(this, probe, appenderPool, deadline, limits);
    }

    /**
     * Records a command and its events, in one commit with what others append at the same time, and keeps trying while
     * the database is away. When a connection breaks in the middle, the same is appended again until it is known what
     * became of the first attempt. The caller holds no connection while it waits.
     *
     * @throws ConcurrencyException the stream is not at the version that the command was decided on
     * @throws CommandAlreadyRecorded the command id is known
     * @throws ClaimTaken another stream holds a key
     * @throws SubjectErased an event is about somebody who is erased, or the command was sent by them
     * @throws EventStoreException PostgreSQL refuses it, and would again
     * @throws HistoryBusy too many are waiting; nothing was recorded
     * @throws HistoryUnreachable nothing was recorded until the deadline, or until the caller was interrupted, or the
     *     history is closed
     * @throws OutcomeUnknown it was sent, and its outcome was not known at the deadline, or when the caller was
     *     interrupted
     */
    public RecordedCommand append(Append append) {
        return enqueue(append, null).await();
    }

    /**
     * Queues a command, in the order of the calls, and leaves it to the caller to await the answer.
     *
     * @param predecessor the command that left the state that this one was decided on: without it this one is not
     *     recorded either; null if that state is durable
     * @throws HistoryBusy too many are waiting
     * @throws HistoryUnreachable the history is closed
     */
    public PendingAppend enqueue(Append append, @Nullable PendingAppend predecessor) {
        return groupCommit.enqueue(append, predecessor);
    }

    /**
     * Appends a batch in one round trip and one commit, once: each command succeeds or fails for itself.
     *
     * @return one result for each, in order
     * @throws SQLException as {@link AppendCall#execute}
     */
    public List<Append.Result> append(Connection connection, List<Append> batch) throws SQLException {
        List<Append.Result> results = AppendCall.execute(connection, batch);
        raise(results);
        return results;
    }

    /** How long an append is waited for. */
    public Duration deadline() {
        return groupCommit.deadline();
    }

    public AppendLimits limits() {
        return groupCommit.limits();
    }

    /** Asks the database whether something could be recorded now, as {@link AppendProbe} does. */
    public Writing writing() {
        return probe.writing();
    }

    /** How many commands wait to be appended, beside those that are being appended. */
    public int queued() {
        return groupCommit.queued();
    }

    public boolean isClosed() {
        return groupCommit.isClosed();
    }

    /**
     * Takes no more commands, and appends those that wait, until the deadline; the rest is {@link HistoryUnreachable}.
     * What is recorded can still be read.
     */
    @Override
    public void close() {
        groupCommit.close();
    }
}
