package com.sexyresume.app.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URL;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads tokens with the keys and the algorithms that were configured, whatever a token's header asks for. What cannot
 * be read is a bad token, unless the issuer's keys cannot be had.
 */
final class Tokens implements JwtDecoder {

    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int READ_TIMEOUT_MS = 2_000;
    private static final int MAX_KEY_SET_BYTES = 65_536;
    private static final long KEYS_KEPT_MS = 600_000;
    private static final long KEYS_KEPT_IN_AN_OUTAGE_MS = 3_600_000;
    /** Tokens with made-up key ids cause no more than two requests to the issuer in this time. */
    private static final long REFRESH_INTERVAL_MS = 5_000;

    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final NimbusJwtDecoder decoder;

    private Tokens(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys, TokenRules rules) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        // The claims are judged by the rules alone.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(rules);
    }

    static Tokens ofSecret(SecretKey secret, TokenRules rules) {
        return new Tokens(Set.of(JWSAlgorithm.HS256), new ImmutableSecret<>(secret), rules);
    }

    static Tokens ofKeySet(URL jwksUri, Set<JWSAlgorithm> algorithms, TokenRules rules) {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        jwksUri, new DefaultResourceRetriever(CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_KEY_SET_BYTES))
                .cache(KEYS_KEPT_MS, CONNECT_TIMEOUT_MS + READ_TIMEOUT_MS)
                .refreshAheadCache(false)
                .rateLimited(REFRESH_INTERVAL_MS)
                .outageTolerant(KEYS_KEPT_IN_AN_OUTAGE_MS)
                .build();
        return new Tokens(
                algorithms,
                (selector, context) -> {
                    try {
                        return keys.get(selector, context);
                    } catch (RateLimitReachedException strange) {
                        // A key that the issuer's current set lacks is no key; only without a set is this an outage.
                        keys.get(ANY, context);
                        return List.of();
                    }
                },
                rules);
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException bad) {
            throw bad;
        } catch (JwtException failure) {
            if (failure.getCause() instanceof KeySourceException) {
                throw failure;
            }
            throw new BadJwtException("The token cannot be read", failure);
        } catch (RuntimeException unreadable) {
            throw new BadJwtException("The token cannot be read", unreadable);
        }
    }
}
