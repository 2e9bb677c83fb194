package com.sexyresume.command.credits;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.credits.CreditsEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of credits. */
@Configuration
class CreditsStreams {

    /** One of each user. */
    static final StreamType<CreditBalance, CreditsCommand, CreditsEvent> ACCOUNT = StreamType.of(
            "credit-account",
            CreditsCommand.class,
            CreditsEvent.class,
            CreditBalance.NONE,
            CreditBalance::decide,
            CreditBalance::evolve);

    @Bean
    StreamType<?, ?, ?> creditAccountStreamType() {
        return ACCOUNT;
    }
}
