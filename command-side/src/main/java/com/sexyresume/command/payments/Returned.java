package com.sexyresume.command.payments;

import com.sexyresume.events.payments.PaymentsEvent.Return;
import com.sexyresume.events.payments.PaymentsEvent.ReturnTold;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went back of one payment, by all that was told of it: the same sum in whatever order it is told, and however
 * often. The provider tells of a refund twice, as a refund of its own and in its charge's total, so the larger of both
 * sums counts; a failed refund counts in neither. Lost disputes come on top.
 *
 * @param told by kind and id, the last word on each
 */
record Returned(Map<String, ReturnTold> told) {

    static final Returned NOTHING = new Returned(Map.of());

    Returned {
        told = Map.copyOf(told);
    }

    /** Whether it is the news that it pretends to be: neither a repetition nor older than what is known. */
    boolean isNew(ReturnTold tell) {
        ReturnTold known = told.get(key(tell));
        if (known == null) {
            return true;
        }
        return switch (tell.kind()) {
            case TOTAL ->
                isLater(tell.toldAt(), known.toldAt())
                        || (!isLater(known.toldAt(), tell.toldAt())
                                && (tell.amount() > known.amount() || (tell.whole() && !known.whole())));
            // A refund that failed never stands again.
            case REFUND -> known.stands() && (!tell.stands() || tell.amount() > known.amount());
            case DISPUTE -> tell.stands() != known.stands() && !isLater(known.toldAt(), tell.toldAt());
        };
    }

    /** A message without a time is older than one with a time. */
    private static boolean isLater(@Nullable Instant time, @Nullable Instant than) {
        return time != null && (than == null || time.isAfter(than));
    }

    Returned with(ReturnTold news) {
        Map<String, ReturnTold> after = new HashMap<>(told);
        after.put(key(news), news);
        return new Returned(after);
    }

    private static String key(ReturnTold tell) {
        return tell.kind() == Return.TOTAL ? "total" : tell.kind() + ":" + tell.returnId();
    }

    /**
     * How much went back of a payment.
     *
     * @param amount of the payment, minor units; more than it never goes back
     * @param currency of the payment; what is told in another one does not count
     */
    Sum of(long amount, String currency) {
        Collection<ReturnTold> all = told.values().stream()
                .filter(tell -> tell.currency().equals(currency))
                .toList();
        long refunds = sum(all, Return.REFUND, true);
        long disputes = sum(all, Return.DISPUTE, true);
        long total = 0;
        boolean whole = false;
        for (ReturnTold charge : all) {
            if (charge.kind() == Return.TOTAL) {
                Collection<ReturnTold> since = all.stream()
                        .filter(tell -> isSince(tell, charge.toldAt()))
                        .toList();
                long failed = sum(since, Return.REFUND, false);
                total = Math.max(0, charge.amount() - failed);
                whole = charge.whole() && failed == 0;
            }
        }
        long back = Math.max(refunds, total) + disputes;
        whole |= amount > 0 && back >= amount;
        return new Sum(whole ? amount : back, whole);
    }

    private static boolean isSince(ReturnTold tell, @Nullable Instant time) {
        return time == null || tell.toldAt() == null || !tell.toldAt().isBefore(time);
    }

    private static long sum(Collection<ReturnTold> told, Return kind, boolean stands) {
        return told.stream()
                .filter(tell -> tell.kind() == kind && tell.stands() == stands)
                .mapToLong(ReturnTold::amount)
                .sum();
    }

    /** Whether anything was told in another currency, which nobody here can count. */
    boolean isForeignTo(String currency) {
        return told.values().stream().anyMatch(tell -> tell.stands() && !Objects.equals(tell.currency(), currency));
    }

    /**
     * What went back.
     *
     * @param amount minor units, at most the payment's
     * @param whole whether that is all of it
     */
    record Sum(long amount, boolean whole) {}
}
