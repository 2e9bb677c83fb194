package com.sexyresume.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.Cause;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** As many of each thing as a user may make, with few tries and without a wrong refusal. */
class QuotasTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final UserId GRACE = new UserId(new UUID(0, 2));

    private final Made made = new Made();
    private final Quotas quotas = new Quotas(made, made, new QuotaProperties(10, 10, 10, 10, 10, 10, 10, 10));

    @Test
    void asManyAsTheLimitAreMadeAndNoMore() {
        for (int number = 0; number < 10; number++) {
            send(Quota.RESUMES, ADA);
        }

        isRefused(Quota.RESUMES, ADA, null);
        send(Quota.LETTERS, ADA);
        send(Quota.RESUMES, GRACE);
    }

    @Test
    void aUserWhoHasFewIsNotLookedUp() {
        send(Quota.RESUMES, ADA);

        assertThat(made.lookedUp).isZero();
        assertThat(made.sent).isEqualTo(1);
    }

    @Test
    void aDaysQuotaIsRefusedUntilTheNextDay() {
        for (int number = 0; number < 10; number++) {
            send(Quota.INVITATIONS, ADA);
        }

        isRefused(Quota.INVITATIONS, ADA, Duration.ofDays(1));
    }

    @Test
    void whatIsMadeForAnotherUserCountsInTheirs() {
        for (int number = 0; number < 10; number++) {
            award(new UserId(new UUID(1, number)));
        }

        assertThatThrownBy(() -> award(ADA)).isInstanceOf(CommandRejected.class);
        send(Quota.REFERRAL_AWARDS, ADA);
    }

    private void award(UserId referred) {
        quotas.send(
                Quota.REFERRAL_AWARDS,
                GRACE,
                new Make(referred),
                new CommandRequest(referred, false, UUID.randomUUID(), "", null));
    }

    @Test
    void twoOfOneStreamAreTwo() {
        send(Quota.INVITATIONS, ADA);

        assertThat(made.actions).containsExactly(Claim.Action.TAKE_ANEW);
    }

    @Test
    void whatWasRecordedBeforeIsAnsweredAlthoughTheQuotaIsReached() {
        UUID first = UUID.randomUUID();
        Receipt receipt = send(Quota.RESUMES, ADA, first);
        for (int number = 1; number < 10; number++) {
            send(Quota.RESUMES, ADA);
        }

        assertThat(send(Quota.RESUMES, ADA, first)).isEqualTo(receipt);
    }

    @Test
    void whileSomeAreLeftNobodyIsToldThatThereIsNone() {
        made.quicker = Integer.MAX_VALUE;

        assertThatThrownBy(() -> send(Quota.RESUMES, ADA)).isInstanceOf(ConcurrencyException.class);

        assertThat(made.sent).isEqualTo(8);
    }

    private void isRefused(Quota quota, UserId user, @Nullable Duration atMost) {
        assertThatThrownBy(() -> send(quota, user)).isInstanceOfSatisfying(CommandRejected.class, refused -> {
            Rejection why = refused.rejection();
            assertThat(why.code()).isEqualTo("quota-reached");
            assertThat(why.kind()).isEqualTo(Rejection.Kind.LIMITED);
            assertThat(why.members()).containsEntry("limit", 10);
            if (atMost == null) {
                assertThat(why.retryAfter()).isNull();
            } else {
                assertThat(why.retryAfter()).isBetween(Duration.ZERO, atMost);
            }
        });
    }

    private void send(Quota quota, UserId user) {
        assertThat(send(quota, user, UUID.randomUUID())).isNotNull();
    }

    private Receipt send(Quota quota, UserId user, UUID commandId) {
        return quotas.send(quota, new Make(user), new CommandRequest(user, false, commandId, "", null));
    }

    private record Make(UserId user) implements Command {

        @Override
        public StreamId stream() {
            return StreamId.of("thing", user);
        }
    }

    private static final class Taken extends RuntimeException implements Claim.Taken {

        private static final long serialVersionUID = 1L;

        private final String kind;

        Taken(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }
    }

    /** What a history answers; somebody else takes some claims just before they are asked for. */
    private static final class Made implements Commands, HeldClaims {

        private final Map<UUID, Receipt> recorded = new HashMap<>();
        private final Set<String> held = new HashSet<>();
        private final Set<Claim.Action> actions = new HashSet<>();
        private int sent;
        private int lookedUp;
        private int quicker;

        @Override
        public Receipt send(Command command, CommandRequest request, List<Claim> claims) {
            sent++;
            if (recorded.containsKey(request.commandId())) {
                return recorded.get(request.commandId());
            }
            Claim claim = claims.getFirst();
            actions.add(claim.action());
            if (quicker > 0) {
                quicker--;
                throw new IllegalStateException(new Taken(claim.kind()));
            }
            if (!held.add(claim.kind() + claim.value())) {
                throw new IllegalStateException(new Taken(claim.kind()));
            }
            Receipt receipt = new Receipt(request.commandId(), command.stream(), 0, sent);
            recorded.put(request.commandId(), receipt);
            return receipt;
        }

        @Override
        public Receipt send(Command command, CommandRequest request) {
            throw new AssertionError("It comes with a claim");
        }

        @Override
        public Receipt send(Command command, Cause cause) {
            throw new AssertionError("A policy has no quota");
        }

        @Override
        public Set<String> held(String kind, Collection<String> values) {
            lookedUp++;
            return values.stream().filter(value -> held.contains(kind + value)).collect(Collectors.toSet());
        }
    }
}
