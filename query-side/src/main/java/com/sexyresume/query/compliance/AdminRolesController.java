package com.sexyresume.query.compliance;

import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who may act in which role (T30, B15). */
@RestController
@ReadsFrom(AdminUsersProjector.NAME)
@Tag(name = "Administration")
class AdminRolesController {

    private static final String COLUMNS = "user_id, role, is_active, granted_by, created_at, updated_at";
    private static final Cursor BEFORE_ALL = Cursor.of(new UUID(0, 0), "");

    private final Reader reader;

    AdminRolesController(Reader reader) {
        this.reader = reader;
    }

    /**
     * A role that somebody holds, or has held.
     *
     * @param isActive false once it is revoked
     * @param grantedBy the super admin who granted it; the user themselves when the configuration did
     */
    record HeldRole(
            UUID userId,

            @Schema(allowableValues = {"admin", "super_admin", "auditor"})
            String role,

            boolean isActive,
            UUID grantedBy,
            Instant createdAt,
            Instant updatedAt) {

        static HeldRole of(ResultSet row, int number) throws SQLException {
            return new HeldRole(
                    row.getObject("user_id", UUID.class),
                    row.getString("role"),
                    row.getBoolean("is_active"),
                    row.getObject("granted_by", UUID.class),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant());
        }
    }

    @GetMapping("/v1/me/roles")
    @Operation(summary = "Your admin roles", description = "Those that are active; most people have none.")
    List<HeldRole> own() {
        return reader.read(rows -> rows.sql(
                        "SELECT " + COLUMNS + " FROM admin_users WHERE user_id = ? AND is_active ORDER BY role")
                .param(reader.caller())
                .query(HeldRole::of)
                .list());
    }

    @GetMapping("/v1/admin/roles")
    @Operation(summary = "Everybody's admin roles", description = "For admins; revoked ones included.")
    Page<HeldRole> all(
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, UUID.class, String.class);
        Cursor after = page.after() == null ? BEFORE_ALL : page.after();
        List<HeldRole> found = reader.readAsAdmin(rows -> rows.sql("SELECT " + COLUMNS + """
                         FROM admin_users
                        WHERE (user_id, role) > (?, ?)
                        ORDER BY user_id, role
                        LIMIT ?
                        """)
                .params(after.uuid(0), after.string(1), page.fetch())
                .query(HeldRole::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.userId(), last.role()));
    }
}
