package com.sexyresume.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.quotas.DailyQuota.Counted;
import com.sexyresume.quotas.DailyQuota.Granted;
import com.sexyresume.sending.Cause;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** So many times a day, with few tries and without a wrong refusal (B01, B02, D61). */
class DailyQuotaTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final Counted COUNTED = new Counted("things", "thing-slot", 10);

    private final Slots slots = new Slots();
    private Set<Entitlement> entitlements = Set.of();

    @Test
    void aFreeSlotIsTakenAtOnceAndWhatIsLeftIsTold() {
        for (int left = 9; left >= 0; left--) {
            Granted granted = send(COUNTED);
            assertThat(granted.headers().getFirst("RateLimit")).matches("\"things\";r=" + left + ";t=\\d{1,5}");
            assertThat(granted.headers().getFirst("RateLimit-Policy")).isEqualTo("\"things\";q=10;w=86400");
        }
        assertThat(slots.sent).isEqualTo(10);
        assertThat(slots.held).hasSize(10);
    }

    @Test
    void atTheLimitOneTryIsEnough() {
        for (int time = 0; time < 10; time++) {
            var _ = send(COUNTED);
        }

        assertThatThrownBy(() -> send(COUNTED)).isInstanceOfSatisfying(CommandRejected.class, refused -> {
            assertThat(refused.rejection().headers().get("RateLimit")).startsWith("\"things\";r=0;t=");
            assertThat(refused.rejection().retryAfter()).isBetween(Duration.ZERO, Duration.ofDays(1));
        });
        assertThat(slots.sent).isEqualTo(11);
    }

    @Test
    void whoeverIsQuickerOnlyCostsATry() {
        slots.quicker = 3;

        assertThat(send(COUNTED).headers().getFirst("RateLimit")).startsWith("\"things\";r=6;");

        assertThat(slots.sent).isEqualTo(4);
    }

    @Test
    void whileSlotsAreLeftNobodyIsToldThatThereIsNone() {
        slots.quicker = Integer.MAX_VALUE;

        assertThatThrownBy(() -> send(COUNTED)).isInstanceOf(ConcurrencyException.class);

        assertThat(slots.sent).isEqualTo(8);
    }

    @Test
    void withPremiumNothingIsCounted() {
        entitlements = Set.of(Entitlement.PREMIUM);

        assertThat(send(COUNTED).headers().isEmpty()).isTrue();

        assertThat(slots.held).isEmpty();
    }

    @Test
    void aLimitOfNoneIsReachedAtOnce() {
        assertThatThrownBy(() -> send(new Counted("things", "thing-slot", 0))).isInstanceOf(CommandRejected.class);

        assertThat(slots.sent).isZero();
    }

    private Granted send(Counted counted) {
        return new DailyQuota(slots, slots, (user, at) -> entitlements)
                .send(
                        counted,
                        new CommandRequest(ADA, false, UUID.randomUUID(), "", null),
                        (limit, retryAfter, headers) -> new Refused(retryAfter, headers),
                        (day, slot) -> new Take(new DailySlot("thing-slot", ADA, day.toString(), slot)));
    }

    private record Refused(Duration retryAfter, Map<String, String> headers) implements Rejection {

        @Override
        public String code() {
            return "refused";
        }

        @Override
        public Kind kind() {
            return Kind.LIMITED;
        }

        @Override
        public String detail() {
            return "";
        }
    }

    private record Take(DailySlot slot) implements Command {

        @Override
        public StreamId stream() {
            return StreamId.of("thing", ADA);
        }
    }

    private static final class Taken extends RuntimeException implements Claim.Taken {

        private static final long serialVersionUID = 1L;

        @Override
        public String kind() {
            return "thing-slot";
        }
    }

    /** The claims of a history, of which somebody else takes some just before they are asked for. */
    private static final class Slots implements Commands, HeldClaims {

        private final Set<String> held = new HashSet<>();
        private int sent;
        private int quicker;

        @Override
        public Receipt send(Command command, CommandRequest request) {
            sent++;
            DailySlot slot = ((Take) command).slot();
            if (quicker > 0) {
                quicker--;
                held.add(slot.value());
            }
            if (!slot.take().isEmpty() && !held.add(slot.value())) {
                throw new IllegalStateException(new Taken());
            }
            return new Receipt(request.commandId(), command.stream(), 0, sent);
        }

        @Override
        public Receipt send(Command command, CommandRequest request, List<Claim> claims) {
            throw new AssertionError("The command takes its slot itself");
        }

        @Override
        public Receipt send(Command command, Cause cause) {
            throw new AssertionError("A policy has no quota");
        }

        @Override
        public Set<String> held(String kind, Collection<String> values) {
            return values.stream().filter(held::contains).collect(Collectors.toSet());
        }
    }
}
