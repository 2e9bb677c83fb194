package com.sexyresume.command.accounts;

import com.sexyresume.command.accounts.AccountsRefusal.EmailTaken;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import org.jspecify.annotations.Nullable;

/** What may be asked of a user's account. */
public sealed interface AccountsCommand extends Command {

    UserId userId();

    @Override
    default StreamId stream() {
        return AccountsStreams.ACCOUNT.of(userId());
    }

    @Override
    default @Nullable Rejection whenTaken(String kind) {
        return Account.CLAIMS.contains(kind) ? new EmailTaken() : null;
    }

    /** What is known of an address beside what its user says. */
    enum Proof {
        /** Nothing. */
        NONE,
        /** The token proves that it is the user's. */
        TOKEN,
        /** The token proves it, and somebody else has said that it was theirs. */
        TOKEN_AGAINST_ANOTHER
    }

    /** Opens the account of the token's {@code sub} (D11). */
    record RegisterUser(
            UserId userId, String email, @Nullable String fullName, Proof proof) implements AccountsCommand {}

    /** Replaces the profile. */
    record UpdateProfile(
            UserId userId, String email, @Nullable String fullName, Proof proof) implements AccountsCommand {}

    /**
     * Erases the user, registered or not (F09, F20). There is no way back.
     *
     * @param confirmed the user whom the caller says they mean
     * @param by the user themselves, or a super admin
     * @param holdsRole whether the user holds an admin role
     */
    record EraseUser(UserId userId, UserId confirmed, UserId by, boolean holdsRole) implements AccountsCommand {}
}
