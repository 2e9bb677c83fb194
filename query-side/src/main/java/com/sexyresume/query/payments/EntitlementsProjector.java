package com.sexyresume.query.payments;

import com.sexyresume.events.TimeRange;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementExpired;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRestored;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRevoked;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every grant, and what all of a user's grants come to (T23). */
@Component
class EntitlementsProjector implements Projector<UserEvent> {

    static final String NAME = "entitlements";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(EntitlementEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("entitlement_grants", "user_entitlements");
    }

    /** What a user is entitled to is one row, and an erasure changes all of a user's rows. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        Map<Object, Recorded<UserEvent>> lastOfUser = new LinkedHashMap<>();
        for (Recorded<UserEvent> recorded : batch) {
            switch (recorded.event()) {
                case EntitlementEvent event -> {
                    project(event, recorded, rows);
                    lastOfUser.put(event.userId(), recorded);
                }
                case UserErased erased -> {
                    Recorded<UserEvent> before = lastOfUser.remove(erased.userId());
                    if (before != null) {
                        effective(before, rows);
                    }
                    erase(erased, recorded, rows);
                }
                default -> {}
            }
        }
        lastOfUser.values().forEach(last -> effective(last, rows));
    }

    private static void project(EntitlementEvent event, Recorded<UserEvent> recorded, JdbcClient rows) {
        switch (event) {
            case EntitlementGranted granted -> begin(granted, recorded, rows);
            case EntitlementRevoked revoked -> end(revoked.grantId(), revoked.source(), recorded, rows);
            case EntitlementRestored restored ->
                rows.sql("""
                                UPDATE entitlement_grants
                                SET ended_at = NULL, ended_by = NULL, version = ?
                                WHERE id = ?
                                """)
                        .params(recorded.version(), restored.grantId().value())
                        .update();
            case EntitlementExpired expired -> end(expired.grantId(), "expiry", recorded, rows);
        }
    }

    private static void begin(EntitlementGranted granted, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO entitlement_grants
                            (id, user_id, entitlement, source, reason, granted_by, valid_until, version, created_at)
                        VALUES (:id, :user, :entitlement, :source, :reason, :by, :until, :version, :time)
                        """)
                .param("id", granted.grantId().value())
                .param("user", granted.userId().value())
                .param("entitlement", name(granted.entitlement()))
                .param("source", granted.source())
                .param("reason", granted.reason())
                .param(
                        "by",
                        granted.grantedBy() == null ? null : granted.grantedBy().value())
                .param(
                        "until",
                        granted.validUntil() == null ? null : Timestamp.from(TimeRange.nearest(granted.validUntil())))
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static void end(GrantId grant, String by, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("UPDATE entitlement_grants SET ended_at = :time, ended_by = :by, version = :version WHERE id = :id")
                .param("id", grant.value())
                .param("by", by)
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    /** Nobody is entitled any more, whatever they had paid for. */
    private static void erase(UserErased erased, Recorded<UserEvent> recorded, JdbcClient rows) {
        Timestamp time = Timestamp.from(recorded.time());
        rows.sql("""
                        UPDATE entitlement_grants
                        SET reason = NULL, ended_at = coalesce(ended_at, :time), ended_by = coalesce(ended_by, 'erasure')
                        WHERE user_id = :user
                        """).param("user", erased.userId().value()).param("time", time).update();
        rows.sql("""
                        UPDATE user_entitlements
                        SET premium = false, export_unlocked = false, updated_at = :time
                        WHERE user_id = :user
                        """).param("user", erased.userId().value()).param("time", time).update();
    }

    private static void effective(Recorded<UserEvent> last, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO user_entitlements (user_id, premium, export_unlocked, version, updated_at)
                        SELECT :user,
                               coalesce(bool_or(entitlement = 'premium'), false),
                               coalesce(bool_or(entitlement = 'export_unlocked'), false),
                               :version,
                               :time
                        FROM entitlement_grants
                        WHERE user_id = :user
                          AND ended_at IS NULL
                        ON CONFLICT (user_id) DO UPDATE
                            SET premium = excluded.premium,
                                export_unlocked = excluded.export_unlocked,
                                version = excluded.version,
                                updated_at = excluded.updated_at
                        """)
                .param("user", last.event().userId().value())
                .param("version", last.version())
                .param("time", Timestamp.from(last.time()))
                .update();
    }

    static String name(Entitlement entitlement) {
        return entitlement.name().toLowerCase(Locale.ROOT);
    }
}
