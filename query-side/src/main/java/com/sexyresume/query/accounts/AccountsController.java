package com.sexyresume.query.accounts;

import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController("accountsQueries")
@Tag(name = "Accounts")
class AccountsController {

    private final Reader reader;

    AccountsController(Reader reader) {
        this.reader = reader;
    }

    /** A user as they see themselves. */
    record Account(
            UUID id,
            @Nullable String email,
            @Nullable String fullName,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    /** What a user sees first (V01). */
    record Dashboard(
            UUID id,
            @Nullable String email,
            @Nullable String fullName,
            long resumeCount,

            @Schema(description = "Those whose file is not deleted")
            long exportCount,

            int creditBalance,
            boolean premium,
            boolean exportUnlocked,
            Instant createdAt,
            Instant updatedAt) {}

    @GetMapping("/v1/me")
    @ReadsFrom(UsersProjector.NAME)
    @Operation(summary = "Your account", description = "404 until you have registered. The ETag is for If-Match.")
    ResponseEntity<Account> me() {
        Account account = reader.read(rows -> rows.sql("""
                                SELECT id, email, full_name, version, created_at, updated_at
                                FROM users
                                WHERE id = :user AND deleted_at IS NULL
                                """)
                        .param("user", reader.caller())
                        .query((row, number) -> new Account(
                                row.getObject("id", UUID.class),
                                row.getString("email"),
                                row.getString("full_name"),
                                row.getLong("version"),
                                row.getTimestamp("created_at").toInstant(),
                                row.getTimestamp("updated_at").toInstant()))
                        .optional())
                .orElseThrow(() -> new NoSuchRow("account"));
        return ResponseEntity.ok().eTag("\"" + account.version() + "\"").body(account);
    }

    @GetMapping("/v1/me/dashboard")
    @ReadsFrom({UsersProjector.NAME, "resumes", "exports", "credit-ledger", "entitlements"})
    @Operation(
            summary = "Your dashboard",
            description = "Account, résumés, exports, credits and entitlements in one answer.")
    Dashboard dashboard() {
        return reader.read(rows -> rows.sql("""
                                SELECT id, email, full_name, resume_count, export_count, credit_balance, premium,
                                       export_unlocked, created_at, updated_at
                                FROM user_dashboard_data
                                WHERE id = :user
                                """)
                        .param("user", reader.caller())
                        .query((row, number) -> new Dashboard(
                                row.getObject("id", UUID.class),
                                row.getString("email"),
                                row.getString("full_name"),
                                row.getLong("resume_count"),
                                row.getLong("export_count"),
                                row.getInt("credit_balance"),
                                row.getBoolean("premium"),
                                row.getBoolean("export_unlocked"),
                                row.getTimestamp("created_at").toInstant(),
                                row.getTimestamp("updated_at").toInstant()))
                        .optional())
                .orElseThrow(() -> new NoSuchRow("account"));
    }
}
