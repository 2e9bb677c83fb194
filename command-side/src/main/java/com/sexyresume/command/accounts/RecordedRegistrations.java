package com.sexyresume.command.accounts;

import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.Registrations;
import org.springframework.stereotype.Component;

/** Reads how an account's stream begins: with its registration, or with the erasure of somebody who had none. */
@Component
class RecordedRegistrations implements Registrations {

    private final Streams streams;

    RecordedRegistrations(Streams streams) {
        this.streams = streams;
    }

    @Override
    public boolean isRegistered(UserId user) {
        return streams.read(AccountsStreams.ACCOUNT, AccountsStreams.ACCOUNT.of(user), 0, account -> false)
                .registered();
    }
}
