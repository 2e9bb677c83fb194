package com.sexyresume.command.payments;

import com.sexyresume.command.payments.EntitlementsCommand.Expire;
import com.sexyresume.command.payments.EntitlementsCommand.GrantFor;
import com.sexyresume.command.payments.EntitlementsCommand.GrantUntil;
import com.sexyresume.command.payments.EntitlementsCommand.Restore;
import com.sexyresume.command.payments.EntitlementsCommand.Revoke;
import com.sexyresume.command.payments.EntitlementsCommand.RevokeRefunded;
import com.sexyresume.command.payments.PaymentsRefusal.GrantIsOver;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.TimeRange;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementExpired;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRestored;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user's grants: what they are entitled to is what any grant that has not ended gives (T23). A grant is given once
 * and ends once, unless a refund ended it and then failed. One whose refund is heard first is not given at all.
 *
 * @param grants all there ever were
 */
record Grants(Map<GrantId, Grant> grants) {

    /** Whether a grant has ended, and whether it may go on. */
    enum Ended {
        NOT,
        /** The money may be there after all. */
        REFUNDED,
        FOR_GOOD
    }

    /**
     * One of them.
     *
     * @param validUntil exclusive; null without an end
     * @param given false when its refund was heard first
     */
    record Grant(Entitlement entitlement, @Nullable Instant validUntil, boolean given, Ended ended) {

        boolean isOver() {
            return ended != Ended.NOT;
        }

        boolean holds(Instant at) {
            return !isOver() && (validUntil == null || at.isBefore(validUntil));
        }
    }

    private static final String REFUND = "refund";

    static final Grants NONE = new Grants(Map.of());

    Grants {
        grants = Map.copyOf(grants);
    }

    Set<Entitlement> at(Instant at) {
        Set<Entitlement> held = EnumSet.noneOf(Entitlement.class);
        grants.values().stream().filter(grant -> grant.holds(at)).forEach(grant -> held.add(grant.entitlement()));
        return held;
    }

    Decision<EntitlementEvent> decide(EntitlementsCommand command) {
        Grant known = grants.get(command.grantId());
        return switch (command) {
            case GrantFor(var user, var id, var entitlement, var source, var days, var at) ->
                known != null
                        ? Decision.nothing()
                        : Decision.accept(new EntitlementGranted(
                                user, id, entitlement, source, end(entitlement, days, at), null, null));
            case GrantUntil(var user, var id, var entitlement, var validUntil, var by, var reason, var at) -> {
                if (known != null) {
                    yield Decision.nothing();
                }
                yield validUntil != null && !at.isBefore(validUntil)
                        ? Decision.refuse(new GrantIsOver())
                        : Decision.accept(new EntitlementGranted(
                                user,
                                id,
                                entitlement,
                                "administrator",
                                validUntil == null ? null : TimeRange.nearest(validUntil),
                                by,
                                reason));
            }
            case Revoke(var user, var id, var by) -> {
                if (known == null) {
                    yield Decision.refuse(new NoSuchThing("grant"));
                }
                yield known.isOver()
                        ? Decision.nothing()
                        : Decision.accept(new EntitlementRevoked(user, id, known.entitlement(), "administrator", by));
            }
            case RevokeRefunded(var user, var id, var entitlement) ->
                known != null && known.isOver()
                        ? Decision.nothing()
                        : Decision.accept(new EntitlementRevoked(user, id, entitlement, REFUND, null));
            case Restore(var user, var id, var entitlement, var source, var days, var at) -> {
                boolean mayGoOn = known == null || known.ended() == Ended.REFUNDED;
                boolean isPast = known != null && known.validUntil() != null && !at.isBefore(known.validUntil());
                if (!mayGoOn || isPast) {
                    yield Decision.nothing();
                }
                yield Decision.accept(
                        known == null || !known.given()
                                ? new EntitlementGranted(
                                        user, id, entitlement, source, end(entitlement, days, at), null, null)
                                : new EntitlementRestored(user, id, entitlement, known.validUntil()));
            }
            case Expire(var user, var id, var at) ->
                known == null || known.isOver() || known.holds(at)
                        ? Decision.nothing()
                        : Decision.accept(new EntitlementExpired(user, id, known.entitlement()));
        };
    }

    /** Days begin where the last grant of the same ends, so that paying early loses nothing. */
    private @Nullable Instant end(Entitlement entitlement, int days, Instant at) {
        if (days == 0) {
            return null;
        }
        Instant begin = grants.values().stream()
                .filter(grant -> grant.entitlement() == entitlement && grant.holds(at))
                .map(grant -> grant.validUntil() == null ? at : TimeRange.nearest(grant.validUntil()))
                .max(Instant::compareTo)
                .orElse(at);
        return TimeRange.nearest(begin.plus(Duration.ofDays(days)));
    }

    Grants evolve(EntitlementEvent event) {
        Map<GrantId, Grant> after = new HashMap<>(grants);
        switch (event) {
            case EntitlementGranted granted ->
                after.put(granted.grantId(), new Grant(granted.entitlement(), granted.validUntil(), true, Ended.NOT));
            case EntitlementRevoked revoked -> {
                Ended how = revoked.source().equals(REFUND) ? Ended.REFUNDED : Ended.FOR_GOOD;
                Grant known = after.get(revoked.grantId());
                after.put(
                        revoked.grantId(),
                        known == null
                                ? new Grant(revoked.entitlement(), null, false, how)
                                : new Grant(known.entitlement(), known.validUntil(), known.given(), how));
            }
            case EntitlementRestored restored ->
                after.put(
                        restored.grantId(), new Grant(restored.entitlement(), restored.validUntil(), true, Ended.NOT));
            case EntitlementExpired expired ->
                after.computeIfPresent(
                        expired.grantId(),
                        (id, grant) ->
                                new Grant(grant.entitlement(), grant.validUntil(), grant.given(), Ended.FOR_GOOD));
        }
        return new Grants(after);
    }
}
