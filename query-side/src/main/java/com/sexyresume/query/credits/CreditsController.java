package com.sexyresume.query.credits;

import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController("creditsQueries")
@ReadsFrom(CreditLedgerProjector.NAME)
@Tag(name = "Credits")
class CreditsController {

    private static final String COLUMNS =
            "id, transaction_type, amount, source, description, balance_after, version, created_at";

    private final Reader reader;

    CreditsController(Reader reader) {
        this.reader = reader;
    }

    /**
     * What a user may spend.
     *
     * @param owed of a refunded payment whose credits were spent; the next awards pay it first
     * @param version of the credit account, null before its first event
     */
    record Balance(
            @Schema(description = "Credits, at least 0", example = "93")
            int balance,

            @Schema(description = "Credits that the next awards pay first, at least 0", example = "0")
            long owed,

            @Nullable Long version) {}

    /** The two kinds of ledger rows. */
    enum TransactionType {
        earned,
        spent
    }

    /**
     * One row of the ledger.
     *
     * @param amount signed: negative when spent
     * @param version the account's version that it made; the ledger is in this order
     */
    record Transaction(
            UUID id,
            TransactionType type,

            @Schema(description = "Negative when spent", example = "-7")
            int amount,

            String source,
            @Nullable String description,

            @Schema(description = "Credits left after it", example = "93")
            int balanceAfter,

            long version,
            Instant createdAt) {

        static Transaction of(ResultSet row, int number) throws SQLException {
            return new Transaction(
                    row.getObject("id", UUID.class),
                    TransactionType.valueOf(row.getString("transaction_type")),
                    row.getInt("amount"),
                    row.getString("source"),
                    row.getString("description"),
                    row.getInt("balance_after"),
                    row.getLong("version"),
                    row.getTimestamp("created_at").toInstant());
        }
    }

    @GetMapping("/v1/me/credits")
    @Operation(summary = "Your balance", description = "One row, however long the ledger is.")
    Balance balance() {
        return reader.read(rows -> rows.sql(
                        "SELECT balance, owed, version FROM user_credit_balances WHERE user_id = :user")
                .param("user", reader.caller())
                .query((row, number) -> new Balance(row.getInt("balance"), row.getLong("owed"), row.getLong("version")))
                .optional()
                .orElse(new Balance(0, 0, null)));
    }

    @GetMapping("/v1/me/credits/transactions")
    @Operation(
            summary = "Your ledger, newest first",
            description = "Filtered by type and by time of recording; `next` of a page is the `cursor` of the next.")
    Page<Transaction> transactions(
            @Parameter(description = "Only these") @RequestParam(required = false) @Nullable TransactionType type,
            @Parameter(description = "Not before") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "Before") @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Long.class);
        List<Transaction> found = reader.read(rows -> rows.sql("SELECT " + COLUMNS + """
                         FROM credit_transactions
                         WHERE user_id = :user
                           AND (:type::text IS NULL OR transaction_type = :type)
                           AND (:from::timestamptz IS NULL OR created_at >= :from)
                           AND (:to::timestamptz IS NULL OR created_at < :to)
                           AND version < :after
                         ORDER BY version DESC
                         LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("type", type == null ? null : type.name())
                .param("from", from == null ? null : Timestamp.from(from))
                .param("to", to == null ? null : Timestamp.from(to))
                .param(
                        "after",
                        page.after() == null ? Long.MAX_VALUE : page.after().number(0))
                .param("limit", page.fetch())
                .query(Transaction::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.version()));
    }

    @GetMapping("/v1/me/credits/transactions/{id}")
    @Operation(summary = "One row of your ledger")
    Transaction transaction(@PathVariable UUID id) {
        return reader.read(rows -> transaction(rows, reader.caller(), id))
                .orElseThrow(() -> new NoSuchRow("transaction"));
    }

    @GetMapping("/v1/users/{userId}/credits/transactions/{id}")
    @Operation(summary = "One row of a user's ledger", description = "For services.")
    Transaction transactionOf(@PathVariable UUID userId, @PathVariable UUID id) {
        return reader.readAsService(userId, rows -> transaction(rows, userId, id))
                .orElseThrow(() -> new NoSuchRow("transaction"));
    }

    private static Optional<Transaction> transaction(JdbcClient rows, UUID user, UUID id) {
        return rows.sql("SELECT " + COLUMNS + " FROM credit_transactions WHERE user_id = :user AND id = :id")
                .param("user", user)
                .param("id", id)
                .query(Transaction::of)
                .optional();
    }
}
