package com.sexyresume.command.payments;

import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.quotas.Entitlements;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads a user's stream of grants, which is short. */
@Component
class RecordedEntitlements implements Entitlements {

    private final Streams streams;

    RecordedEntitlements(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Set<Entitlement> of(UserId user, Instant at) {
        return streams.read(PaymentsStreams.ENTITLEMENTS, user).at(at);
    }
}
