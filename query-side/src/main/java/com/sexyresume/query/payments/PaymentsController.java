package com.sexyresume.query.payments;

import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a user has paid (T24) and is entitled to (T23). */
@RestController("paymentsQueries")
@Tag(name = "Payments")
class PaymentsController {

    private static final String RECEIPT = "id, product, amount, currency, status, failure, refunded_amount, created_at";
    private static final String GRANT =
            "id, entitlement, source, reason, granted_by, valid_until, ended_at, ended_by, created_at";
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final Cursor AFTER_ALL = Cursor.of(END_OF_TIME, new UUID(-1, -1));

    private final Reader reader;

    PaymentsController(Reader reader) {
        this.reader = reader;
    }

    /**
     * A payment.
     *
     * @param amount minor units of the currency
     * @param refundedAmount of it, minor units
     */
    record Receipt(
            UUID id,
            @Nullable String product,

            @Schema(description = "Minor units of the currency", example = "999")
            long amount,

            @Schema(description = "ISO 4217", example = "EUR")
            String currency,

            @Schema(allowableValues = {"succeeded", "failed", "refunded"})
            String status,

            @Nullable String failure,

            @Schema(description = "Minor units of the currency", example = "0")
            long refundedAmount,

            Instant createdAt) {

        static Receipt of(ResultSet row, int number) throws SQLException {
            return new Receipt(
                    row.getObject("id", UUID.class),
                    row.getString("product"),
                    row.getLong("amount"),
                    row.getString("currency"),
                    row.getString("status"),
                    row.getString("failure"),
                    row.getLong("refunded_amount"),
                    row.getTimestamp("created_at").toInstant());
        }
    }

    /**
     * One grant of an entitlement.
     *
     * @param endedBy why it ended; null while it has not
     */
    record Grant(
            UUID id,

            @Schema(allowableValues = {"premium", "export_unlocked"})
            String entitlement,

            String source,
            @Nullable String reason,
            @Nullable UUID grantedBy,
            @Nullable Instant validUntil,
            @Nullable Instant endedAt,

            @Schema(allowableValues = {"expiry", "refund", "administrator"}) @Nullable
            String endedBy,

            Instant createdAt) {

        static Grant of(ResultSet row, int number) throws SQLException {
            return new Grant(
                    row.getObject("id", UUID.class),
                    row.getString("entitlement"),
                    row.getString("source"),
                    row.getString("reason"),
                    row.getObject("granted_by", UUID.class),
                    instant(row.getTimestamp("valid_until")),
                    instant(row.getTimestamp("ended_at")),
                    row.getString("ended_by"),
                    row.getTimestamp("created_at").toInstant());
        }

        private static @Nullable Instant instant(@Nullable Timestamp time) {
            return time == null ? null : time.toInstant();
        }
    }

    /**
     * What a user is entitled to.
     *
     * @param grants all there ever were, the newest first
     */
    record Entitled(
            @Schema(allowableValues = {"free", "premium"}) String plan,

            boolean premium,
            boolean exportUnlocked,
            List<Grant> grants) {}

    @GetMapping("/v1/me/payments")
    @ReadsFrom(PaymentReceiptsProjector.NAME)
    @Operation(summary = "Your payments, newest first")
    Page<Receipt> payments(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        List<Receipt> found = reader.read(rows -> rows.sql("SELECT " + RECEIPT + """
                         FROM payment_receipts
                         WHERE user_id = :user
                           AND (created_at, id) < (:time, :id)
                         ORDER BY created_at DESC, id DESC
                         LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("time", Timestamp.from(after.time(0)))
                .param("id", after.uuid(1))
                .param("limit", page.fetch())
                .query(Receipt::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/me/payments/{id}")
    @ReadsFrom(PaymentReceiptsProjector.NAME)
    @Operation(summary = "One of your payments")
    Receipt payment(@PathVariable UUID id) {
        return reader.read(rows -> rows.sql(
                                "SELECT " + RECEIPT + " FROM payment_receipts WHERE user_id = :user AND id = :id")
                        .param("user", reader.caller())
                        .param("id", id)
                        .query(Receipt::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("payment"));
    }

    /**
     * A message about money from which nothing follows.
     *
     * @param amount minor units of the currency
     */
    record PutAside(
            @Schema(description = "The provider's id of the payment", example = "pi_3MtwBwLkdIwHu7ix28a3tqPa")
            String providerId,

            @Schema(
                    allowableValues = {
                        "user_unknown",
                        "product_unknown",
                        "payment_unknown",
                        "other_currency",
                        "nothing_paid",
                        "no_single_payment"
                    })
            String reason,

            @Schema(example = "charge.refunded") String messageType,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String product,
            Instant createdAt,
            UUID paymentId) {

        static PutAside of(ResultSet row, int number) throws SQLException {
            return new PutAside(
                    row.getString("provider_id"),
                    row.getString("reason"),
                    row.getString("message_type"),
                    row.getObject("amount", Long.class),
                    row.getString("currency"),
                    row.getString("product"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getObject("payment_id", UUID.class));
        }
    }

    @GetMapping("/v1/admin/payments/put-aside")
    @ReadsFrom(PutAsidePaymentsProjector.NAME)
    @Operation(
            summary = "Messages about money from which nothing follows, newest first",
            description = "For administrators: payments of other applications, of unknown products, of nobody. One that"
                    + " succeeds after all is not listed any more.")
    Page<PutAside> putAside(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class, String.class);
        Cursor after = page.after() == null ? Cursor.of(END_OF_TIME, new UUID(-1, -1), "") : page.after();
        List<PutAside> found = reader.readAsAdmin(rows -> rows.sql("""
                        SELECT provider_id, reason, message_type, amount, currency, product, created_at, payment_id
                        FROM put_aside_payments
                        WHERE (created_at, payment_id, reason) < (:time, :id, :reason)
                        ORDER BY created_at DESC, payment_id DESC, reason DESC
                        LIMIT :limit
                        """)
                .param("time", Timestamp.from(after.time(0)))
                .param("id", after.uuid(1))
                .param("reason", after.string(2))
                .param("limit", page.fetch())
                .query(PutAside::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.paymentId(), last.reason()));
    }

    @GetMapping("/v1/me/entitlements")
    @ReadsFrom(EntitlementsProjector.NAME)
    @Operation(summary = "What you are entitled to")
    Entitled own() {
        return reader.read(rows -> entitled(rows, reader.caller()));
    }

    @GetMapping("/v1/admin/users/{userId}/entitlements")
    @ReadsFrom(EntitlementsProjector.NAME)
    @Operation(summary = "What a user is entitled to", description = "For administrators.")
    Entitled of(@PathVariable UUID userId) {
        return reader.readAsAdmin(rows -> entitled(rows, userId));
    }

    @GetMapping("/v1/admin/users/{userId}/entitlements/{grantId}")
    @ReadsFrom(EntitlementsProjector.NAME)
    @Operation(summary = "One grant of a user's", description = "For administrators.")
    Grant grant(@PathVariable UUID userId, @PathVariable UUID grantId) {
        return reader.readAsAdmin(
                        rows -> rows.sql("SELECT " + GRANT + " FROM entitlement_grants WHERE user_id = ? AND id = ?")
                                .params(userId, grantId)
                                .query(Grant::of)
                                .optional())
                .orElseThrow(() -> new NoSuchRow("grant"));
    }

    private static Entitled entitled(JdbcClient rows, UUID user) {
        List<Grant> grants = rows.sql(
                        "SELECT " + GRANT + " FROM entitlement_grants WHERE user_id = ? ORDER BY created_at DESC, id")
                .param(user)
                .query(Grant::of)
                .list();
        return rows.sql("SELECT plan, premium, export_unlocked FROM user_entitlements WHERE user_id = ?")
                .param(user)
                .query((row, number) -> new Entitled(
                        row.getString("plan"), row.getBoolean("premium"), row.getBoolean("export_unlocked"), grants))
                .optional()
                .orElse(new Entitled("free", false, false, grants));
    }

    /**
     * So many percent off one purchase: the frontend names the id in the purchase's metadata {@code discount}.
     *
     * @param usedAt null until it is used
     */
    record Discount(
            UUID id, int percent, String source, @Nullable Instant usedAt, Instant createdAt) {}

    @GetMapping("/v1/me/discounts")
    @ReadsFrom(DiscountsProjector.NAME)
    @Operation(summary = "Your discounts", description = "Those that can be used first, the oldest of them first.")
    List<Discount> discounts() {
        return reader.read(rows -> rows.sql("""
                        SELECT id, percent, source, used_at, created_at
                        FROM discounts
                        WHERE user_id = ?
                        ORDER BY used_at IS NOT NULL, created_at, id
                        LIMIT 1000
                        """)
                .param(reader.caller())
                .query((row, number) -> new Discount(
                        row.getObject("id", UUID.class),
                        row.getInt("percent"),
                        row.getString("source"),
                        row.getTimestamp("used_at") == null
                                ? null
                                : row.getTimestamp("used_at").toInstant(),
                        row.getTimestamp("created_at").toInstant()))
                .list());
    }
}
