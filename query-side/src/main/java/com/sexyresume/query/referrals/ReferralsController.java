package com.sexyresume.query.referrals;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's referral codes, whom they were given to, and what they brought (T07, T28). */
@RestController("referralsQueries")
@ReadsFrom(ReferralsProjector.NAME)
@Tag(name = "Referrals")
class ReferralsController {

    private static final String CODE = "id, code, is_active, ended_by, usage_count, max_uses, sent_count, reward_type,"
            + " reward_amount, expires_at, created_at";
    private static final Cursor AFTER_ALL = Cursor.of(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Reader reader;

    ReferralsController(Reader reader) {
        this.reader = reader;
    }

    /**
     * A referral code.
     *
     * @param endedBy why it can be redeemed no longer; null while it can
     * @param rewardAmount credits, percent or days
     */
    record Code(
            UUID id,

            @Schema(example = "7K3M9QXZ") String code,

            boolean isActive,

            @Schema(allowableValues = {"expiry", "exhaustion", "deactivation"}) @Nullable
            String endedBy,

            int usageCount,
            int maxUses,
            int sentCount,

            @Schema(allowableValues = {"credits", "discount", "feature_unlock"})
            String rewardType,

            int rewardAmount,
            @Nullable Instant expiresAt,
            Instant createdAt) {

        static Code of(ResultSet row, int number) throws SQLException {
            Timestamp expires = row.getTimestamp("expires_at");
            return new Code(
                    row.getObject("id", UUID.class),
                    row.getString("code"),
                    row.getBoolean("is_active"),
                    row.getString("ended_by"),
                    row.getInt("usage_count"),
                    row.getInt("max_uses"),
                    row.getInt("sent_count"),
                    row.getString("reward_type"),
                    row.getInt("reward_amount"),
                    expires == null ? null : expires.toInstant(),
                    row.getTimestamp("created_at").toInstant());
        }
    }

    /** An address that a code was given to; it is null once its user is erased. */
    record Invitation(UUID id, UUID codeId, @Nullable String email, Instant createdAt) {}

    /**
     * That somebody came, and what it brought; never who.
     *
     * @param withheld why it brought nothing; null when it did
     */
    record Conversion(
            UUID rewardId,
            String referralCode,
            String rewardType,
            int rewardAmount,

            @Schema(
                    description = "Why you did not get it: as many came that day as you are awarded for, or you had no"
                            + " account",
                    allowableValues = {"daily_limit", "owner_not_registered"})
            @Nullable
            String withheld,

            Instant createdAt) {}

    @GetMapping("/v1/me/referral-codes")
    @Operation(summary = "Your referral codes, newest first")
    Page<Code> codes(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        List<Code> found = reader.read(rows -> rows.sql("SELECT " + CODE + """
                         FROM referral_codes
                         WHERE user_id = ? AND (created_at, id) < (?, ?)
                         ORDER BY created_at DESC, id DESC
                         LIMIT ?
                        """)
                .params(reader.caller(), time(page), id(page), page.fetch())
                .query(Code::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/me/referral-codes/{code}")
    @Operation(summary = "One of your referral codes")
    Code code(@Parameter(description = "As it is given to others, or its id") @PathVariable String code) {
        return reader.read(rows -> rows.sql("SELECT " + CODE + """
                         FROM referral_codes
                         WHERE user_id = :user AND (code = upper(:code) OR id::text = lower(:code))
                        """)
                        .param("user", reader.caller())
                        .param("code", code)
                        .query(Code::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("referral code"));
    }

    @GetMapping("/v1/admin/users/{userId}/referral-codes/{id}")
    @Operation(summary = "One of a user's referral codes", description = "For administrators.")
    Code codeOf(@PathVariable UUID userId, @PathVariable UUID id) {
        return reader.readAsAdmin(
                        rows -> rows.sql("SELECT " + CODE + " FROM referral_codes WHERE user_id = ? AND id = ?")
                                .params(userId, id)
                                .query(Code::of)
                                .optional())
                .orElseThrow(() -> new NoSuchRow("referral code"));
    }

    @GetMapping("/v1/me/referral-invitations")
    @Operation(summary = "Whom you gave your codes to, newest first")
    Page<Invitation> invitations(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        List<Invitation> found = reader.read(rows -> rows.sql("""
                        SELECT id, code_id, email, created_at
                        FROM referral_invitations
                        WHERE user_id = ? AND (created_at, id) < (?, ?)
                        ORDER BY created_at DESC, id DESC
                        LIMIT ?
                        """)
                .params(reader.caller(), time(page), id(page), page.fetch())
                .query((row, number) -> new Invitation(
                        row.getObject("id", UUID.class),
                        row.getObject("code_id", UUID.class),
                        row.getString("email"),
                        row.getTimestamp("created_at").toInstant()))
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/me/referrals")
    @Operation(
            summary = "What your codes brought, newest first",
            description = "One row for each user who came by them; `withheld` says why one brought nothing.")
    Page<Conversion> conversions(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        List<Conversion> found = reader.read(rows -> rows.sql("""
                        SELECT reward_id, referral_code, reward_type, reward_amount, withheld, created_at
                        FROM referral_conversions
                        WHERE user_id = ? AND (created_at, reward_id) < (?, ?)
                        ORDER BY created_at DESC, reward_id DESC
                        LIMIT ?
                        """)
                .params(reader.caller(), time(page), id(page), page.fetch())
                .query((row, number) -> new Conversion(
                        row.getObject("reward_id", UUID.class),
                        row.getString("referral_code"),
                        row.getString("reward_type"),
                        row.getInt("reward_amount"),
                        row.getString("withheld"),
                        row.getTimestamp("created_at").toInstant()))
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.rewardId()));
    }

    private static Timestamp time(PageRequest page) {
        return Timestamp.from((page.after() == null ? AFTER_ALL : page.after()).time(0));
    }

    private static UUID id(PageRequest page) {
        return (page.after() == null ? AFTER_ALL : page.after()).uuid(1);
    }
}
