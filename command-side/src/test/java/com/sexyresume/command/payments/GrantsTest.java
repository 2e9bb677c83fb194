package com.sexyresume.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.payments.EntitlementsCommand.Expire;
import com.sexyresume.command.payments.EntitlementsCommand.GrantFor;
import com.sexyresume.command.payments.EntitlementsCommand.GrantUntil;
import com.sexyresume.command.payments.EntitlementsCommand.Restore;
import com.sexyresume.command.payments.EntitlementsCommand.Revoke;
import com.sexyresume.command.payments.EntitlementsCommand.RevokeRefunded;
import com.sexyresume.command.payments.PaymentsRefusal.GrantIsOver;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.TimeRange;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementExpired;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRestored;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T23, B02. */
class GrantsTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserId ROOT = new UserId(UUID.fromString("22222222-2222-4222-8222-222222222222"));
    private static final GrantId FIRST = new GrantId(new UUID(0, 1));
    private static final GrantId SECOND = new GrantId(new UUID(0, 2));
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant IN_A_MONTH = NOW.plus(Duration.ofDays(31));

    @Test
    void daysBeginNow() {
        given().when(month(FIRST)).then(granted(FIRST, IN_A_MONTH));
    }

    @Test
    void daysBeginWhereWhatThereIsEnds() {
        given(granted(FIRST, IN_A_MONTH)).when(month(SECOND)).then(granted(SECOND, NOW.plus(Duration.ofDays(62))));
    }

    @Test
    void theSameGrantTwiceIsOneGrant() {
        given(granted(FIRST, IN_A_MONTH)).when(month(FIRST)).thenNothing();
        given(granted(FIRST, IN_A_MONTH), revoked(FIRST)).when(month(FIRST)).thenNothing();
    }

    @Test
    void noDaysAreWithoutAnEnd() {
        given().when(new GrantFor(ADA, FIRST, Entitlement.EXPORT_UNLOCKED, "payment", 0, NOW))
                .then(new EntitlementGranted(ADA, FIRST, Entitlement.EXPORT_UNLOCKED, "payment", null, null, null));
    }

    @Test
    void aGrantEndsWithinWhatCanBeRecorded() {
        for (Instant beyond : List.of(Instant.MAX, TimeRange.LATEST.plusNanos(1), TimeRange.LATEST)) {
            given().when(new GrantUntil(ADA, FIRST, Entitlement.PREMIUM, beyond, ROOT, null, NOW))
                    .then(new EntitlementGranted(
                            ADA, FIRST, Entitlement.PREMIUM, "administrator", TimeRange.LATEST, ROOT, null));
            // Whatever an earlier version has recorded.
            given(granted(FIRST, beyond)).when(month(SECOND)).then(granted(SECOND, TimeRange.LATEST));
        }
    }

    @Test
    void anAdministratorCannotGrantWhatIsOver() {
        given().when(new GrantUntil(ADA, FIRST, Entitlement.PREMIUM, NOW, ROOT, null, NOW))
                .thenRefused(new GrantIsOver());
    }

    @Test
    void aGrantEndsOnce() {
        given(granted(FIRST, IN_A_MONTH))
                .when(new RevokeRefunded(ADA, FIRST, Entitlement.PREMIUM))
                .then(revoked(FIRST));
        given(granted(FIRST, IN_A_MONTH), revoked(FIRST))
                .when(new RevokeRefunded(ADA, FIRST, Entitlement.PREMIUM))
                .thenNothing();
        given(granted(FIRST, IN_A_MONTH), revoked(FIRST))
                .when(new Expire(ADA, FIRST, IN_A_MONTH))
                .thenNothing();
    }

    @Test
    void aGrantThatThereIsNotCannotBeRevoked() {
        given().when(new Revoke(ADA, FIRST, ROOT)).thenRefused(new NoSuchThing("grant"));
    }

    @Test
    void anAdministratorsEndIsNoRefund() {
        EntitlementRevoked byRoot = new EntitlementRevoked(ADA, FIRST, Entitlement.PREMIUM, "administrator", ROOT);
        given(granted(FIRST, IN_A_MONTH)).when(new Revoke(ADA, FIRST, ROOT)).then(byRoot);
        given(granted(FIRST, IN_A_MONTH), byRoot).when(restore(FIRST, NOW)).thenNothing();
    }

    @Test
    void aGrantWhoseRefundFailedGoesOnAsLongAsItWouldHave() {
        given(granted(FIRST, IN_A_MONTH), revoked(FIRST))
                .when(restore(FIRST, NOW.plusSeconds(60)))
                .then(restored(FIRST, IN_A_MONTH));
        given(granted(FIRST, IN_A_MONTH), revoked(FIRST))
                .when(restore(FIRST, IN_A_MONTH))
                .thenNothing();
        given(granted(FIRST, IN_A_MONTH), revoked(FIRST), restored(FIRST, IN_A_MONTH))
                .when(new RevokeRefunded(ADA, FIRST, Entitlement.PREMIUM))
                .then(revoked(FIRST));
        given(granted(FIRST, IN_A_MONTH)).when(restore(FIRST, NOW)).thenNothing();
    }

    @Test
    void aGrantWhoseRefundIsHeardFirstIsNotGiven() {
        given().when(new RevokeRefunded(ADA, FIRST, Entitlement.PREMIUM)).then(revoked(FIRST));
        given(revoked(FIRST)).when(month(FIRST)).thenNothing();
        given(revoked(FIRST)).when(restore(FIRST, NOW)).then(granted(FIRST, IN_A_MONTH));
        given().when(restore(FIRST, NOW)).then(granted(FIRST, IN_A_MONTH));
    }

    @Test
    void aGrantExpiresAtItsEndAndNotBefore() {
        given(granted(FIRST, IN_A_MONTH))
                .when(new Expire(ADA, FIRST, IN_A_MONTH.minusNanos(1)))
                .thenNothing();
        given(granted(FIRST, IN_A_MONTH))
                .when(new Expire(ADA, FIRST, IN_A_MONTH))
                .then(new EntitlementExpired(ADA, FIRST, Entitlement.PREMIUM));
    }

    @Test
    void whoHasTwoGrantsIsEntitledUntilTheLastEnds() {
        Grants both = Grants.NONE.evolve(granted(FIRST, IN_A_MONTH)).evolve(granted(SECOND, null));

        assertThat(both.at(IN_A_MONTH)).containsExactly(Entitlement.PREMIUM);
        assertThat(both.evolve(revoked(SECOND)).at(NOW)).containsExactly(Entitlement.PREMIUM);
        assertThat(both.evolve(revoked(SECOND)).at(IN_A_MONTH)).isEmpty();
    }

    private static GrantFor month(GrantId id) {
        return new GrantFor(ADA, id, Entitlement.PREMIUM, "payment", 31, NOW);
    }

    private static Restore restore(GrantId id, Instant at) {
        return new Restore(ADA, id, Entitlement.PREMIUM, "payment", 31, at);
    }

    private static EntitlementRestored restored(GrantId id, Instant until) {
        return new EntitlementRestored(ADA, id, Entitlement.PREMIUM, until);
    }

    private static EntitlementGranted granted(GrantId id, @Nullable Instant until) {
        return new EntitlementGranted(ADA, id, Entitlement.PREMIUM, "payment", until, null, null);
    }

    private static EntitlementRevoked revoked(GrantId id) {
        return new EntitlementRevoked(ADA, id, Entitlement.PREMIUM, "refund", null);
    }

    private static Asked given(EntitlementEvent... history) {
        return new Asked(Given.given(Grants.NONE, Grants::evolve, history));
    }

    private record Asked(Given<Grants, EntitlementEvent> given) {

        Then<EntitlementEvent> when(EntitlementsCommand command) {
            return given.when(Asked::decide, command);
        }

        private static Decision<EntitlementEvent> decide(Grants state, EntitlementsCommand command) {
            return state.decide(command);
        }
    }
}
