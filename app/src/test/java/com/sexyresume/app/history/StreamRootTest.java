package com.sexyresume.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.credits.CreditsCommand;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.ServiceOnly;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.sending.IfMatch;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class StreamRootTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final UUID TRANSACTION = new UUID(0, 2);

    /** Its state is how much was spent, of ten at most. */
    private static final StreamType<Integer, CreditsCommand, CreditsEvent> SPENDINGS = StreamType.of(
            "credit-account",
            CreditsCommand.class,
            CreditsEvent.class,
            0,
            (spent, command) -> switch (command) {
                case SpendCredits(var user, var transaction, var amount, var source, var description) ->
                    spent + amount > 10
                            ? Decision.refuse(new ServiceOnly())
                            : Decision.accept(
                                    new CreditsSpent(user, transaction, amount, source, null, description, 0));
                default -> Decision.nothing();
            },
            (spent, event) -> event instanceof CreditsSpent more ? spent + more.amount() : spent);

    @Test
    void aStreamBeginsWithItsFirstCommand() {
        fixture().givenNoPriorActivity().when(spend(7)).expectEvents(spent(7));
    }

    @Test
    void aCommandIsDecidedOnWhatTheEventsSay() {
        fixture().given(spent(4)).when(spend(6)).expectEvents(spent(6));
        fixture()
                .given(spent(4))
                .when(spend(7))
                .expectException(CommandRejected.class)
                .expectNoEvents();
    }

    @Test
    void theExpectedVersionIsJudgedFromTheStream() {
        fixture()
                .given(spent(1), spent(1))
                .when(spend(1), Map.of(StreamRoot.IF_MATCH, IfMatch.version(0)))
                .expectException(CommandRejected.class)
                .expectExceptionMessage("stale-version");
        fixture()
                .given(spent(1), spent(1))
                .when(spend(1), Map.of(StreamRoot.IF_MATCH, IfMatch.version(1)))
                .expectEvents(spent(1));
    }

    @Test
    void everyRecordOfTheSealedCommandsIsACommand() {
        assertThat(SPENDINGS.commandTypes())
                .contains(SpendCredits.class)
                .allMatch(Class::isRecord)
                .allMatch(Command.class::isAssignableFrom)
                .hasSameSizeAs(CreditsCommand.class.getPermittedSubclasses());
    }

    private static FixtureConfiguration<StreamRoot<Integer>> fixture() {
        StreamRoots<Integer> roots = new StreamRoots<>(SPENDINGS);
        FixtureConfiguration<StreamRoot<Integer>> fixture =
                new AggregateTestFixture<>(roots.getAggregateType()).registerAggregateFactory(roots);
        return fixture.registerCommandHandler(SpendCredits.class, message -> {
            Command command = (Command) message.getPayload();
            String stream = command.stream().toString();
            fixture.getRepository()
                    .loadOrCreate(stream, () -> new StreamRoot<>(SPENDINGS, stream, SPENDINGS.initial()))
                    .execute(root -> root.handle(command));
            return null;
        });
    }

    private static SpendCredits spend(int amount) {
        return new SpendCredits(ADA, TRANSACTION, amount, "test", null);
    }

    private static CreditsSpent spent(int amount) {
        return new CreditsSpent(ADA, TRANSACTION, amount, "test", null, null, 0);
    }
}
