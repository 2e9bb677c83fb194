package com.sexyresume.projections;

import com.sexyresume.events.DomainEvent;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Turns events into rows. The rows of a batch and the token that stands for it commit in one transaction, so each event
 * takes effect exactly once; rows hold nothing that is not in the events, so a replay into empty tables gives equal
 * rows.
 *
 * <p>Tables are named without their schema: a rebuild runs the same projector on shadow tables of the same names.
 *
 * @param <E> the events it follows: a sealed interface, handled by an exhaustive switch
 */
public interface Projector<E extends DomainEvent> {

    /** Stable, kebab-case: the name of its token and of its rebuild, such as {@code credit-ledger}. */
    String name();

    /** The sealed interfaces or records whose events it follows. */
    Set<Class<? extends E>> follows();

    /** The tables it alone writes, without schema; a partitioned one by its own name. */
    List<String> tables();

    /**
     * Which rows of such a table are made from events: an SQL condition on columns that no event changes. A rebuild
     * compares and replaces those rows and leaves all others alone; the projector inserts no others, and may change
     * them, as an erasure does. All rows unless said otherwise.
     */
    default String owned(String table) {
        return "true";
    }

    /**
     * What has to be projected in order: while an event cannot be projected, those behind it with the same sequence
     * wait and all others go on. Two events that change one row have the same sequence. The id of the stream unless
     * said otherwise; 200 characters at most, and nothing personal.
     */
    default String sequence(Recorded<E> recorded) {
        return recorded.streamId().toString();
    }

    /**
     * Writes what a batch of events, in the order of their positions, changes. A batch may hold several events of one
     * row, and may be handed over again, whole or in parts, after its transaction or its savepoint was rolled back.
     */
    void project(List<Recorded<E>> batch, JdbcClient rows);
}
