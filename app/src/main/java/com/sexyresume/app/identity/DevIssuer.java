package com.sexyresume.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sexyresume.app.identity.TokenRules.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Issues tokens to whoever asks, on a developer's machine only: always for the role {@code authenticated}, for an hour
 * at most, signed with a secret that is drawn at every start. The secret is left, as text in a file of mode 0600, to
 * scripts of the same user that need a token of another role; the bytes of that text are the HS256 key.
 */
final class DevIssuer implements ApplicationListener<ApplicationStartedEvent> {

    static final String ISSUER = "sexyresume-dev";
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int SECRET_BYTES = 32;

    private final String secretText;
    private final SecretKey secret;
    private final Path secretFile;
    private final String audience;
    private final Duration lifetime;
    private final Clock clock;

    DevIssuer(IdentityProperties properties, Clock clock) {
        if (properties.devTokenLifetime().compareTo(LONGEST) > 0
                || properties.devTokenLifetime().toSeconds() < 1) {
            throw new IdentityMisconfigured(
                    "sexyresume.identity.dev-token-lifetime is not between a second and an hour.",
                    "Leave it out: a new token costs one request.");
        }
        this.audience = properties.audience();
        this.lifetime = properties.devTokenLifetime();
        this.clock = clock;
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        this.secretText = HexFormat.of().formatHex(random);
        this.secret = new SecretKeySpec(secretText.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
        this.secretFile = properties.devSecretFile();
    }

    /** Only now: a second application that does not start must not replace the secret of the one that runs. */
    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        keep(secretText, secretFile);
    }

    private static void keep(String secret, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path written = Files.createTempFile(
                    folder,
                    file.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(written, secret);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new IdentityMisconfigured(
                    "The dev issuer's secret cannot be written to " + file + ": " + failure,
                    "Make the folder writable, or name another file in sexyresume.identity.dev-secret-file.");
        }
    }

    SecretKey secret() {
        return secret;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** A signed token of the user, who need not exist. */
    String issue(UUID user) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(audience)
                        .subject(user.toString())
                        .claim(Role.CLAIM, Role.AUTHENTICATED)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .build());
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HS256 takes a key of 64 bytes", impossible);
        }
        return token.serialize();
    }
}
