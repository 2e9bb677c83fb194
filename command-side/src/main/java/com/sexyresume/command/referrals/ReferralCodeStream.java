package com.sexyresume.command.referrals;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.referrals.ReferralsCommand.DeactivateReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.ExpireReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.IssueReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.RedeemReferral;
import com.sexyresume.command.referrals.ReferralsCommand.SendReferral;
import com.sexyresume.events.referrals.ReferralsEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one referral code. */
@Aggregate(type = "referral-code")
class ReferralCodeStream extends AggregateShell<ReferralsEvent> {

    private ReferralCode state = ReferralCode.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(IssueReferralCode command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SendReferral command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RedeemReferral command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeactivateReferralCode command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ExpireReferralCode command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(ReferralsEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
