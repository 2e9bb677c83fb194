package com.sexyresume.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;

/**
 * Begins no transaction without an identity: each one takes the identity's database role and claims in its first
 * statement, and both end with the transaction, so that nothing of it is left on the pooled connection (P01–P05).
 *
 * <p>It is no bean, because it must serve nothing but {@link Reader}.
 */
final class RowSecurity extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private static final ScopedValue<Identity> IDENTITY = ScopedValue.newInstance();

    private final String longestQuery;

    RowSecurity(DataSource queries, Duration longestQuery) {
        super(queries);
        this.longestQuery = longestQuery.toMillis() + "ms";
    }

    /** Binds the identity to what {@code work} does on this thread. */
    static <T> T as(Identity identity, Supplier<T> work) {
        return ScopedValue.where(IDENTITY, identity).call(work::get);
    }

    static boolean isBound() {
        return IDENTITY.isBound();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        if (!IDENTITY.isBound()) {
            throw new IllegalTransactionStateException("No identity is bound: the query is refused, not unfiltered");
        }
        super.doBegin(transaction, definition);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        Identity identity = IDENTITY.get();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT set_config('role', ?, true), set_config('request.jwt.claims', ?, true),"
                        + " set_config('statement_timeout', ?, true)")) {
            statement.setString(1, identity.role().sql());
            statement.setString(2, identity.claims());
            statement.setString(3, longestQuery);
            statement.execute();
        }
    }
}
