package com.sexyresume.command.payments;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may be asked of a user's entitlements; administrators and policies ask. */
sealed interface EntitlementsCommand extends Command {

    UserId userId();

    GrantId grantId();

    @Override
    default StreamId stream() {
        return streamOf(userId());
    }

    static StreamId streamOf(UserId user) {
        return PaymentsStreams.ENTITLEMENTS.of(user);
    }

    /**
     * Entitles for a number of days, which begin when what the user has of the same ends.
     *
     * @param days 0 without an end
     * @param at from when, UTC
     */
    record GrantFor(UserId userId, GrantId grantId, Entitlement entitlement, String source, int days, Instant at)
            implements EntitlementsCommand {}

    /**
     * An administrator entitles a user.
     *
     * @param validUntil null without an end
     * @param at now, UTC
     */
    record GrantUntil(
            UserId userId,
            GrantId grantId,
            Entitlement entitlement,
            @Nullable Instant validUntil,
            UserId by,
            @Nullable String reason,
            Instant at)
            implements EntitlementsCommand {}

    /**
     * Takes a grant back.
     *
     * @param by the administrator
     */
    record Revoke(UserId userId, GrantId grantId, UserId by) implements EntitlementsCommand {}

    /** A refund takes a grant back, before or after it was given. */
    record RevokeRefunded(UserId userId, GrantId grantId, Entitlement entitlement) implements EntitlementsCommand {}

    /**
     * The money is there after all: a grant that its refund took back goes on, or is given now.
     *
     * @param days 0 without an end
     * @param at from when it is given, UTC
     */
    record Restore(UserId userId, GrantId grantId, Entitlement entitlement, String source, int days, Instant at)
            implements EntitlementsCommand {}

    /**
     * Ends a grant whose time has come.
     *
     * @param at now, UTC
     */
    record Expire(UserId userId, GrantId grantId, Instant at) implements EntitlementsCommand {}
}
