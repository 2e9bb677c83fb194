package com.sexyresume.command.payments;

import com.sexyresume.command.Decision;
import com.sexyresume.command.NoSuchThing;
import com.sexyresume.command.payments.EntitlementsCommand.Expire;
import com.sexyresume.command.payments.EntitlementsCommand.GrantFor;
import com.sexyresume.command.payments.EntitlementsCommand.GrantUntil;
import com.sexyresume.command.payments.EntitlementsCommand.Revoke;
import com.sexyresume.events.TimeRange;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementExpired;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
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
 * and ends once.
 *
 * @param grants all there ever were
 */
record Grants(Map<GrantId, Grant> grants) {

    /**
     * One of them.
     *
     * @param validUntil exclusive; null without an end
     * @param ended revoked or expired
     */
    record Grant(Entitlement entitlement, @Nullable Instant validUntil, boolean ended) {

        boolean holds(Instant at) {
            return !ended && (validUntil == null || at.isBefore(validUntil));
        }
    }

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
            case Revoke(var user, var id, var source, var by) -> {
                if (known == null) {
                    yield Decision.refuse(new NoSuchThing("grant"));
                }
                yield known.ended()
                        ? Decision.nothing()
                        : Decision.accept(new EntitlementRevoked(user, id, known.entitlement(), source, by));
            }
            case Expire(var user, var id, var at) ->
                known == null || known.ended() || known.holds(at)
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
                after.put(granted.grantId(), new Grant(granted.entitlement(), granted.validUntil(), false));
            case EntitlementRevoked revoked -> after.computeIfPresent(revoked.grantId(), Grants::end);
            case EntitlementExpired expired -> after.computeIfPresent(expired.grantId(), Grants::end);
        }
        return new Grants(after);
    }

    private static Grant end(GrantId id, Grant grant) {
        return new Grant(grant.entitlement(), grant.validUntil(), true);
    }
}
