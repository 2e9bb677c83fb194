package com.sexyresume.command.payments;

import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.PutAside;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordReturn;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.deciding.Decision;
import com.sexyresume.events.payments.PaymentsEvent.Aside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentPutAside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.payments.PaymentsEvent.RefundReversed;
import com.sexyresume.events.payments.PaymentsEvent.Return;
import com.sexyresume.events.payments.PaymentsEvent.ReturnTold;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payment succeeds once, and what it gave is taken back as far as its money went back, in whatever order the provider
 * tells it and however often (T24). Of credits the same part as of the money is taken back, rounded down, and never
 * more than there were; an entitlement ends when all of the money went back.
 *
 * @param sale null until the payment was made
 * @param failure the last failure's code, null if there is none or it succeeded since
 * @param returned all that was told of money that went back
 * @param refunded what followed from that so far
 * @param creditsTaken of the sale, and not given again
 * @param aside why messages about it had no effect
 */
record Payment(
        @Nullable PaymentSucceeded sale,
        @Nullable String failure,
        Returned returned,
        Returned.Sum refunded,
        int creditsTaken,
        Set<Aside> aside) {

    static final Payment NONE = new Payment(null, null, Returned.NOTHING, new Returned.Sum(0, false), 0, Set.of());

    Payment {
        aside = Set.copyOf(aside);
    }

    Decision<PaymentEvent> decide(PaymentsCommand command) {
        return switch (command) {
            case RecordSuccess(
                    var id,
                    var userId,
                    Purchase(var providerId, var amount, var currency, var product, var discount),
                    var given) -> {
                if (sale != null) {
                    yield Decision.nothing();
                }
                PaymentSucceeded paid = new PaymentSucceeded(
                        userId,
                        id,
                        providerId,
                        amount,
                        currency,
                        product,
                        given.entitlement(),
                        given.days(),
                        given.credits(),
                        discount);
                yield followed(List.of(paid), "payment_intent.succeeded");
            }
            case RecordFailure(
                    var id,
                    var userId,
                    Purchase(var providerId, var amount, var currency, var product, var discount),
                    var reason) ->
                sale != null
                                || !returned.told().isEmpty()
                                || reason.equals(failure)
                                || (failure != null && reason.equals(PaymentsCommand.REASON_UNKNOWN))
                        ? Decision.nothing()
                        : Decision.accept(new PaymentFailed(userId, id, providerId, amount, currency, product, reason));
            case RecordReturn(var told, var messageType) ->
                returned.isNew(told) ? followed(List.of(told), messageType) : Decision.nothing();
            case PutAside(var put) ->
                sale != null || aside.contains(put.why()) ? Decision.nothing() : Decision.accept(put);
        };
    }

    /** What was told, with what follows from it. */
    private Decision<PaymentEvent> followed(List<PaymentEvent> told, String messageType) {
        List<PaymentEvent> events = new ArrayList<>(told);
        Payment after = this;
        for (PaymentEvent event : told) {
            after = after.evolve(event);
        }
        events.addAll(after.settled(told.getFirst(), messageType));
        return Decision.accept(events);
    }

    private List<PaymentEvent> settled(PaymentEvent why, String messageType) {
        PaymentSucceeded paid = sale;
        if (paid == null) {
            return why instanceof ReturnTold told && told.stands()
                    ? putAside(told, messageType, Aside.PAYMENT_UNKNOWN)
                    : List.of();
        }
        List<PaymentEvent> events = new ArrayList<>();
        if (returned.isForeignTo(paid.currency())) {
            returned.told().values().stream()
                    .filter(told -> told.stands() && !told.currency().equals(paid.currency()))
                    .findFirst()
                    .ifPresent(told -> events.addAll(putAside(told, messageType, Aside.OTHER_CURRENCY)));
        }
        Returned.Sum now = returned.of(paid.amount(), paid.currency());
        int target = credits(now, paid);
        boolean ends = now.whole() && !refunded.whole();
        if (now.amount() > refunded.amount() || ends) {
            events.add(new PaymentRefunded(
                    paid.userId(),
                    paid.paymentId(),
                    paid.providerId(),
                    now.amount(),
                    paid.currency(),
                    now.whole(),
                    ends ? paid.entitlement() : null,
                    Math.max(0, target - creditsTaken)));
        } else if (now.amount() < refunded.amount()) {
            boolean begins = refunded.whole() && !now.whole();
            events.add(new RefundReversed(
                    paid.userId(),
                    paid.paymentId(),
                    paid.providerId(),
                    now.amount(),
                    paid.currency(),
                    begins ? paid.entitlement() : null,
                    paid.days(),
                    Math.max(0, creditsTaken - target)));
        }
        return events;
    }

    private List<PaymentEvent> putAside(ReturnTold told, String messageType, Aside why) {
        return aside.contains(why)
                ? List.of()
                : List.of(new PaymentPutAside(
                        told.paymentId(), told.providerId(), messageType, why, told.amount(), told.currency(), null));
    }

    private static int credits(Returned.Sum back, PaymentSucceeded sale) {
        if (back.whole()) {
            return sale.credits();
        }
        return back.amount() == 0
                ? 0
                : BigInteger.valueOf(sale.credits())
                        .multiply(BigInteger.valueOf(back.amount()))
                        .divide(BigInteger.valueOf(sale.amount()))
                        .intValueExact();
    }

    Payment evolve(PaymentEvent event) {
        return switch (event) {
            case PaymentSucceeded done -> new Payment(done, null, returned, refunded, creditsTaken, aside);
            case PaymentFailed failed -> new Payment(sale, failed.reason(), returned, refunded, creditsTaken, aside);
            case ReturnTold told -> new Payment(sale, failure, returned.with(told), refunded, creditsTaken, aside);
            case PaymentRefunded back ->
                new Payment(
                        sale,
                        failure,
                        returned.told().isEmpty() ? returned.with(toldBy(back)) : returned,
                        // Before its sale nothing followed from it, as was recorded until November 2026.
                        sale == null ? refunded : new Returned.Sum(back.refunded(), back.whole()),
                        creditsTaken + back.credits(),
                        aside);
            case RefundReversed again ->
                new Payment(
                        sale,
                        failure,
                        returned,
                        new Returned.Sum(again.refunded(), false),
                        creditsTaken - again.credits(),
                        aside);
            case PaymentPutAside put -> {
                Set<Aside> after = EnumSet.of(put.why());
                after.addAll(aside);
                yield new Payment(sale, failure, returned, refunded, creditsTaken, after);
            }
        };
    }

    /** Refunds that were recorded before {@link ReturnTold} was came as totals of a charge, without a time. */
    private static ReturnTold toldBy(PaymentRefunded back) {
        return new ReturnTold(
                back.paymentId(),
                back.providerId(),
                Return.TOTAL,
                "",
                back.refunded(),
                back.currency(),
                true,
                back.whole(),
                null);
    }
}
