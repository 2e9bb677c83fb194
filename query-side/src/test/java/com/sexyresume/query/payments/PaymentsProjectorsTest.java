package com.sexyresume.query.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.Aside;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementExpired;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRestored;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementRevoked;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentPutAside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.payments.PaymentsEvent.RefundReversed;
import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.events.referrals.ReferralsEvent.Withheld;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T07, T23, T24: receipts, what users are entitled to, discounts, and what was put aside. */
class PaymentsProjectorsTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final PaymentId PAYMENT = new PaymentId(new UUID(2, 1));
    private static final GrantId GRANT = new GrantId(new UUID(3, 1));
    private static final GrantId OTHER = new GrantId(new UUID(3, 2));
    private static final UUID DISCOUNT = new UUID(4, 1);

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(
            new PaymentReceiptsProjector(),
            new EntitlementsProjector(),
            new DiscountsProjector(),
            new PutAsidePaymentsProjector());

    @Test
    void aReceiptTellsHowAPaymentWent() throws SQLException {
        rows.given(new PaymentFailed(ADA, PAYMENT, "pi_1", 900, "eur", "premium", "card_declined"));
        assertThat(receipts()).containsExactly("failed card_declined 900 0");

        rows.given(paid(null), refunded(300, false));
        assertThat(receipts()).as("a part of it given back").containsExactly("succeeded - 900 300");

        rows.given(refunded(900, true));
        assertThat(receipts()).containsExactly("refunded - 900 900");

        rows.given(new RefundReversed(ADA, PAYMENT, "pi_1", 0, "eur", Entitlement.PREMIUM, 30, 0));
        assertThat(receipts()).containsExactly("succeeded - 900 0");
    }

    @Test
    void aRefundThatComesFirstIsNotForgotten() throws SQLException {
        rows.given(refunded(900, true), paid(null));

        assertThat(receipts()).containsExactly("refunded - 900 900");
        assertThat(rows.rows("payment_receipts", "product")).containsExactly("premium");
    }

    @Test
    void aPaymentThatSucceedsAfterAllIsPutAsideNoLonger() throws SQLException {
        rows.given(new PaymentPutAside(
                PAYMENT, "pi_1", "payment_intent.succeeded", Aside.USER_UNKNOWN, 900L, "eur", "premium"));
        assertThat(rows.rows("put_aside_payments", "reason", "amount")).containsExactly("user_unknown 900");

        rows.given(paid(null));
        assertThat(rows.rows("put_aside_payments", "reason")).isEmpty();
    }

    @Test
    void aDiscountIsUsedUpOnce() throws SQLException {
        rows.given(redeemed(DISCOUNT, null), redeemed(new UUID(4, 2), Withheld.DAILY_LIMIT));
        assertThat(rows.rows("discounts", "id", "percent", "payment_id")).containsExactly(DISCOUNT + " 25 -");

        rows.given(
                paid(DISCOUNT),
                new PaymentSucceeded(
                        ADA,
                        new PaymentId(new UUID(2, 2)),
                        "pi_2",
                        900,
                        "eur",
                        "premium",
                        Entitlement.PREMIUM,
                        30,
                        0,
                        DISCOUNT));
        assertThat(rows.rows("discounts", "payment_id"))
                .containsExactly(PAYMENT.value().toString());
    }

    @Test
    void aUserIsEntitledAsLongAsOneGrantLasts() throws SQLException {
        rows.given(
                granted(ADA, GRANT, null), granted(ADA, OTHER, null), granted(BOB, new GrantId(new UUID(3, 3)), null));
        rows.given(new EntitlementExpired(ADA, GRANT, Entitlement.PREMIUM));
        assertThat(entitled()).containsExactly(ADA + " true false", BOB + " true false");

        rows.given(new EntitlementRevoked(ADA, OTHER, Entitlement.PREMIUM, "refund", null));
        assertThat(entitled()).containsExactly(ADA + " false false", BOB + " true false");

        rows.given(new EntitlementRestored(ADA, OTHER, Entitlement.PREMIUM, null));
        assertThat(entitled()).containsExactly(ADA + " true false", BOB + " true false");
    }

    @Test
    void whoIsErasedIsEntitledToNothing() throws SQLException {
        rows.given(granted(ADA, GRANT, null), granted(BOB, OTHER, null), new UserErased(ADA, ADA));

        assertThat(entitled()).containsExactly(ADA + " false false", BOB + " true false");
        assertThat(rows.rows("entitlement_grants", "user_id", "reason", "ended_by"))
                .containsExactly(ADA + " - erasure", BOB + " A present -");
    }

    /** Ends that were recorded before there was a range of times. */
    @ParameterizedTest
    @CsvSource({
        "+1000000000-12-31T23:59:59.999999999Z, 9999-12-31 23:59:59.999999",
        "+294277-01-09T04:00:54.775808Z, 9999-12-31 23:59:59.999999",
        "+10000-01-01T00:00:00Z, 9999-12-31 23:59:59.999999",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31 23:59:59.999999",
        "2027-01-01T00:00:00.123456789Z, 2027-01-01 00:00:00.123456",
    })
    void aGrantBeyondTheRangeLastsToItsEnd(Instant recorded, String shown) throws SQLException {
        rows.given(granted(ADA, GRANT, recorded));

        assertThat(rows.rows("entitlement_grants", "valid_until AT TIME ZONE 'UTC'"))
                .containsExactly(shown);
    }

    private List<String> receipts() {
        return rows.rows("payment_receipts", "status", "failure", "amount", "refunded_amount");
    }

    private List<String> entitled() {
        return rows.rows("user_entitlements", "user_id", "premium", "export_unlocked");
    }

    private static PaymentSucceeded paid(@Nullable UUID discount) {
        return new PaymentSucceeded(ADA, PAYMENT, "pi_1", 900, "eur", "premium", Entitlement.PREMIUM, 30, 0, discount);
    }

    private static PaymentRefunded refunded(long amount, boolean whole) {
        return new PaymentRefunded(ADA, PAYMENT, "pi_1", amount, "eur", whole, Entitlement.PREMIUM, 0);
    }

    private static EntitlementGranted granted(UserId user, GrantId grant, @Nullable Instant until) {
        return new EntitlementGranted(user, grant, Entitlement.PREMIUM, "administrator", until, BOB, "A present");
    }

    private static ReferralRedeemed redeemed(UUID reward, @Nullable Withheld withheld) {
        return new ReferralRedeemed(
                ADA, new ReferralCodeId(new UUID(5, 1)), "7K3M9QXZ", BOB, 1, reward, RewardType.DISCOUNT, 25, withheld);
    }
}
