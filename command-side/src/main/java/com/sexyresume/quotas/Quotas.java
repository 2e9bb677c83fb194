package com.sexyresume.quotas;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Lets a user make a number of each thing, exactly, on any node and however many requests come at once: what is made
 * takes one of so many claims in the append of its first event, as a {@link DailySlot} is taken, but anew: two commands
 * of one stream take two. Most users are far from their limits, so a claim is tried before any is looked up.
 */
@Component
@EnableConfigurationProperties(QuotaProperties.class)
public final class Quotas {

    /** Somebody else was quicker so many times, with the same user's token. */
    private static final int MAX_TRIES = 8;

    private final Commands commands;
    private final HeldClaims claims;
    private final QuotaProperties properties;

    public Quotas(Commands commands, HeldClaims claims, QuotaProperties properties) {
        this.commands = commands;
        this.claims = claims;
        this.properties = properties;
    }

    /**
     * Sends a command that makes something for its caller.
     *
     * @throws CommandRejected when the command is refused, or as many were made as may be
     */
    public Receipt send(Quota quota, Command command, CommandRequest request) {
        return send(quota, request.caller(), command, request);
    }

    /**
     * Sends a command that makes something for a user.
     *
     * @param whose the user whose quota it counts in
     * @throws CommandRejected when the command is refused, or as many were made as may be
     */
    public Receipt send(Quota quota, UserId whose, Command command, CommandRequest request) {
        int limit = properties.limit(quota);
        Instant now = Instant.now();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<Integer> choice = IntStream.rangeClosed(1, limit).boxed().toList();
        for (int tried = 1; tried <= MAX_TRIES; tried++) {
            if (choice.isEmpty()) {
                throw new CommandRejected(new QuotaReached(quota, limit, quota.isDaily() ? restOfDay(now, day) : null));
            }
            int number = choice.get(Math.floorMod(request.commandId().hashCode(), choice.size()));
            try {
                // A request that was recorded before is answered by the append, whichever claim it comes with.
                return commands.send(
                        command, request, List.of(Claim.takeAnew(quota.kind(), value(quota, whose, day, number))));
            } catch (RuntimeException failed) {
                if (!Claim.Taken.isWhy(failed, quota.kind())) {
                    throw failed;
                }
            }
            choice = free(quota, whose, day, limit);
        }
        throw new ConcurrencyException("Others took claim after claim");
    }

    private List<Integer> free(Quota quota, UserId user, LocalDate day, int limit) {
        Map<String, Integer> numbers = new HashMap<>();
        IntStream.rangeClosed(1, limit).forEach(number -> numbers.put(value(quota, user, day, number), number));
        Set<String> held = claims.held(quota.kind(), numbers.keySet());
        return numbers.entrySet().stream()
                .filter(entry -> !held.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    private static String value(Quota quota, UserId user, LocalDate day, int number) {
        return quota.isDaily() ? user + ":" + day + ":" + number : user + ":" + number;
    }

    private static Duration restOfDay(Instant now, LocalDate day) {
        return Duration.between(
                now, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
