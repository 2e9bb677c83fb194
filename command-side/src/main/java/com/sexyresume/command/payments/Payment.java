package com.sexyresume.command.payments;

import com.sexyresume.command.Decision;
import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordRefund;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import org.jspecify.annotations.Nullable;

/**
 * A payment succeeds once and is refunded once, in whatever order the provider tells it and however often (T24): what
 * was refunded as a whole before its success was heard gives nothing.
 *
 * @param user null while nothing is known
 * @param failure the last failure's code, null if there is none or it succeeded since
 * @param refunded minor units, in all
 * @param gives what has been given and not been taken back
 */
record Payment(
        @Nullable UserId user,
        boolean succeeded,
        @Nullable String failure,
        long refunded,
        boolean whole,
        Product gives) {

    static final Payment NONE = new Payment(null, false, null, 0, false, Product.NOTHING);

    Decision<PaymentEvent> decide(PaymentsCommand command) {
        return switch (command) {
            case RecordSuccess(
                    var id,
                    var userId,
                    Purchase(var providerId, var amount, var currency, var product, var discount),
                    var given) -> {
                if (succeeded) {
                    yield Decision.nothing();
                }
                Product effect = whole ? Product.NOTHING : given;
                yield Decision.accept(new PaymentSucceeded(
                        userId,
                        id,
                        providerId,
                        amount,
                        currency,
                        product,
                        effect.entitlement(),
                        effect.days(),
                        effect.credits(),
                        discount));
            }
            case RecordFailure(
                    var id,
                    var userId,
                    Purchase(var providerId, var amount, var currency, var product, var discount),
                    var reason) ->
                succeeded || whole || reason.equals(failure)
                        ? Decision.nothing()
                        : Decision.accept(new PaymentFailed(userId, id, providerId, amount, currency, product, reason));
            case RecordRefund(var id, var userId, var providerId, var total, var currency, var all) -> {
                UserId whose = user == null ? userId : user;
                if (whose == null) {
                    yield Decision.refuse(new PaymentUnknown());
                }
                if (total <= refunded) {
                    yield Decision.nothing();
                }
                Product back = all ? gives : Product.NOTHING;
                yield Decision.accept(new PaymentRefunded(
                        whose, id, providerId, total, currency, all, back.entitlement(), back.credits()));
            }
        };
    }

    Payment evolve(PaymentEvent event) {
        return switch (event) {
            case PaymentSucceeded done ->
                new Payment(
                        done.userId(),
                        true,
                        null,
                        refunded,
                        whole,
                        new Product(done.entitlement(), done.days(), done.credits()));
            case PaymentFailed failed -> new Payment(failed.userId(), false, failed.reason(), refunded, whole, gives);
            case PaymentRefunded back ->
                new Payment(
                        back.userId(),
                        succeeded,
                        failure,
                        back.refunded(),
                        back.whole(),
                        back.whole() ? Product.NOTHING : gives);
        };
    }
}
