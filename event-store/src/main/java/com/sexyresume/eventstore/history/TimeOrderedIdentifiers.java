package com.sexyresume.eventstore.history;

import com.github.f4b6a3.uuid.UuidCreator;
import org.axonframework.common.IdentifierFactory;

/**
 * Makes the identifiers of Axon's messages, among them the ids of events, in the order of time (UUID version 7, RFC
 * 9562): an index of them grows at its end, and an append touches one page of it instead of a random one for each
 * event.
 *
 * <p>Axon finds it as a service.
 */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
