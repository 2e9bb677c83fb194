package com.sexyresume.quotas;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Lets users without premium do something so many times a day, counted from 00:00 UTC, exactly, on any node (B01, B02,
 * D61). What is known of the slots says which one to try; the append says whether it was still free.
 */
@Component
public final class DailyQuota {

    /** Somebody else was quicker so many times: enough for today's slots to be gone, or for another request to wait. */
    private static final int MAX_TRIES = 8;

    private final Commands commands;
    private final HeldClaims claims;
    private final Entitlements entitlements;

    public DailyQuota(Commands commands, HeldClaims claims, Entitlements entitlements) {
        this.commands = commands;
        this.claims = claims;
        this.entitlements = entitlements;
    }

    /**
     * What is counted.
     *
     * @param name in the fields {@code RateLimit} and {@code RateLimit-Policy}
     * @param kind of its slots' claims
     * @param limit of a day
     */
    public record Counted(String name, String kind, int limit) {}

    /** The command, with the slot that it takes. */
    public interface WithSlot {
        Command of(LocalDate day, int slot);
    }

    /** The refusal, when all slots are taken. */
    public interface Refusal {
        Rejection of(int limit, Duration retryAfter, Map<String, String> headers);
    }

    /**
     * What came of it.
     *
     * @param headers what is left of the day, as draft-ietf-httpapi-ratelimit-headers-10 has it; none with premium
     */
    public record Granted(Receipt receipt, HttpHeaders headers) {}

    /**
     * Sends the command with a slot of today that nobody holds.
     *
     * @throws CommandRejected when the command is refused, or no slot is left
     */
    public Granted send(Counted counted, CommandRequest request, Refusal refusal, WithSlot command) {
        Instant now = Instant.now();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        UserId user = request.caller();
        if (entitlements.of(user, now).contains(Entitlement.PREMIUM)) {
            return new Granted(commands.send(command.of(day, 0), request), HttpHeaders.EMPTY);
        }
        Duration rest = Duration.between(
                now, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        for (int tried = 1; tried <= MAX_TRIES && counted.limit() > 0; tried++) {
            List<Integer> free = free(counted, user, day);
            // Where none is left, one is tried all the same: it may have been given back just now, and a request that
            // was recorded before is answered by the append as it was then.
            List<Integer> choice = free.isEmpty()
                    ? IntStream.rangeClosed(1, counted.limit()).boxed().toList()
                    : free;
            int slot = choice.get(Math.floorMod(request.commandId().hashCode(), choice.size()));
            try {
                Receipt receipt = commands.send(command.of(day, slot), request);
                HttpHeaders headers = new HttpHeaders();
                headers(counted, free(counted, user, day).size(), rest).forEach(headers::set);
                return new Granted(receipt, headers);
            } catch (RuntimeException failed) {
                if (!Claim.Taken.isWhy(failed, counted.kind())) {
                    throw failed;
                }
                if (free.isEmpty()) {
                    throw refused(counted, rest, refusal);
                }
            }
        }
        if (counted.limit() > 0 && !free(counted, user, day).isEmpty()) {
            throw new ConcurrencyException("Others took slot after slot");
        }
        throw refused(counted, rest, refusal);
    }

    private static CommandRejected refused(Counted counted, Duration rest, Refusal refusal) {
        return new CommandRejected(refusal.of(counted.limit(), rest, headers(counted, 0, rest)));
    }

    private List<Integer> free(Counted counted, UserId user, LocalDate day) {
        List<DailySlot> slots = IntStream.rangeClosed(1, counted.limit())
                .mapToObj(number -> new DailySlot(counted.kind(), user, day.toString(), number))
                .toList();
        Set<String> held =
                claims.held(counted.kind(), slots.stream().map(DailySlot::value).toList());
        return slots.stream()
                .filter(slot -> !held.contains(slot.value()))
                .map(DailySlot::number)
                .toList();
    }

    private static Map<String, String> headers(Counted counted, int left, Duration rest) {
        return Map.of(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(
                                counted.name(),
                                counted.limit(),
                                Duration.ofDays(1).toSeconds()),
                "RateLimit",
                // Rounded up: too early is refused again.
                "\"%s\";r=%d;t=%d"
                        .formatted(counted.name(), left, rest.plusMillis(999).toSeconds()));
    }
}
