package com.sexyresume.command.accounts;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.accounts.AccountsEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of accounts. */
@Configuration
class AccountsStreams {

    /** One of each user. */
    static final StreamType<Account, AccountsCommand, AccountsEvent> ACCOUNT = StreamType.of(
            "user", AccountsCommand.class, AccountsEvent.class, Account.NONE, Account::decide, Account::evolve);

    @Bean
    StreamType<?, ?, ?> userStreamType() {
        return ACCOUNT;
    }
}
