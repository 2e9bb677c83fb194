package com.sexyresume.projections;

import java.sql.Connection;
import java.sql.ResultSet;
import java.util.function.Consumer;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;

/**
 * Tokens that only their owner moves. Axon's own store takes a claim over in the middle of a batch when its row is free
 * again: a process that stalled past its claim would then project a second time what another one had projected and
 * given back. Here its batch is rolled back, and it claims anew from where the projection really is.
 */
final class ClaimedTokens extends JdbcTokenStore {

    private final Consumer<String> claimed;

    /** @param claimed hears the name of each projection that is claimed, before it projects anything */
    ClaimedTokens(Builder builder, Consumer<String> claimed) {
        super(builder);
        this.claimed = claimed;
    }

    @Override
    public TrackingToken fetchToken(String processorName, Segment segment) {
        TrackingToken token = super.fetchToken(processorName, segment);
        claimed.accept(processorName);
        return token;
    }

    @Override
    protected void updateToken(
            Connection connection, ResultSet resultSet, TrackingToken token, String processorName, int segment) {
        throw new UnableToClaimTokenException("The claim of " + processorName + " was lost in the middle of a batch");
    }
}
