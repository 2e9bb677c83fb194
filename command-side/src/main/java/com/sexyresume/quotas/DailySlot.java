package com.sexyresume.quotas;

import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import java.util.List;

/**
 * One of the times that a user may do something on a day: a claim, so that nobody holds it twice, on any node (B01,
 * D61).
 *
 * @param kind of the claim, such as {@code enhancement-slot}
 * @param day in UTC, as {@code 2026-11-22}
 * @param number counted from 1; 0 for a user whose times are not counted
 */
public record DailySlot(String kind, UserId user, String day, int number) {

    /** Taken together with the event that uses it. */
    public List<Claim> take() {
        return number == 0 ? List.of() : List.of(Claim.take(kind, value()));
    }

    /** Given back together with the event that says that nothing came of it (B04). */
    public List<Claim> release() {
        return number == 0 ? List.of() : List.of(Claim.release(kind, value()));
    }

    String value() {
        return user + ":" + day + ":" + number;
    }
}
