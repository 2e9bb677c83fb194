package com.sexyresume.app.history;

import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.KeyRegister;
import com.sexyresume.eventstore.keys.KeyRegister.Held;
import com.sexyresume.eventstore.keys.KeyRegister.Registered;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** The key of a history's claims: the one that is configured, or in the file {@code claim-key} of the key folder. */
public final class KeyOfClaims {

    private static final String FILE = "claim-key";
    private static final String EMAIL = "email";

    /** How many claims are recomputed where no key is registered yet. */
    private static final int SAMPLE = 20;

    private KeyOfClaims() {}

    /**
     * That of a history, made at random for an empty one.
     *
     * @param register has the claims that a key is compared with when none is registered yet, because a version without
     *     the register wrote them
     * @param made is told which file was made
     * @throws KeysMisconfigured the history was written with another one
     */
    static ClaimKey of(
            HistoryProperties properties,
            Registered registered,
            KeyRegister register,
            EventStorageEngine engine,
            Consumer<Path> made) {
        ClaimKey found = key(properties);
        if (found == null) {
            if (!registered.historyIsEmpty() || registered.claimKey().isPresent()) {
                throw misconfigured(properties, "The database holds a history, but its claim key is not here.");
            }
            Path file = file(properties);
            ClaimKey key = ClaimKey.generatedIn(file);
            made.accept(file);
            return key;
        }
        boolean isRight = registered
                .claimKey()
                .map(found.id()::equals)
                .orElseGet(() -> madeOneOf(register.held(EMAIL, SAMPLE), found, engine));
        if (!isRight) {
            throw misconfigured(
                    properties,
                    "The history in this database is written with another claim key than the one in "
                            + (properties.claimKey() == null
                                    ? "the file " + file(properties)
                                    : "the property sexyresume.history.claim-key")
                            + ".");
        }
        return found;
    }

    /** The file that the key is read from, if no property holds it. */
    public static @Nullable Path fileIn(HistoryProperties properties) {
        return properties.claimKey() == null ? file(properties) : null;
    }

    private static Path file(HistoryProperties properties) {
        return properties.keyFolder().resolve(FILE);
    }

    private static @Nullable ClaimKey key(HistoryProperties properties) {
        try {
            if (properties.claimKey() != null) {
                return ClaimKey.fromConfiguration(properties.claimKey());
            }
            Path file = file(properties);
            return Files.exists(file) ? ClaimKey.in(file) : null;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException unusable) {
            throw KeysMisconfigured.unusable(unusable);
        }
    }

    private static KeysMisconfigured misconfigured(HistoryProperties properties, String problem) {
        return new KeysMisconfigured(
                problem,
                "Give it back, from its backup: as the property sexyresume.history.claim-key or the file "
                        + file(properties)
                        + ". With another one an e-mail address could be taken twice; docs/recovery.md, \"A lost key\".");
    }

    private static boolean madeOneOf(List<Held> claims, ClaimKey key, EventStorageEngine engine) {
        return claims.isEmpty() || claims.stream().anyMatch(claim -> made(claim, key, engine));
    }

    private static boolean made(Held claim, ClaimKey key, EventStorageEngine engine) {
        return engine.readEvents(claim.stream().toString(), 0)
                .asStream()
                .map(KeyOfClaims::email)
                .filter(Objects::nonNull)
                .flatMap(KeyOfClaims::spellings)
                .anyMatch(email -> key.key(EMAIL, email).equals(claim.key()));
    }

    private static @Nullable String email(DomainEventMessage<?> event) {
        return switch (event.getPayload()) {
            case UserRegistered(var _, var email, var _) -> email;
            case ProfileUpdated(var _, var email, var _) -> email;
            default -> null;
        };
    }

    /** As one version or another has claimed them. */
    private static Stream<String> spellings(String email) {
        String small = email.toLowerCase(Locale.ROOT);
        return Stream.of(
                small, Normalizer.normalize(email, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    }
}
