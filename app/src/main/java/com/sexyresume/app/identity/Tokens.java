package com.sexyresume.app.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URL;
import java.security.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads tokens with the keys and the algorithms that were configured, whatever a token's header asks for. An HMAC is
 * verified with the shared secrets alone, whatever key id it names, and a signature with the key set alone: a public
 * key is never taken for a secret, even where both are configured. What cannot be read is a bad token, unless the
 * issuer's keys cannot be had.
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

    /** A token says {@code JWT}, nothing, or that it is an access token (RFC 9068, section 2.1). */
    private static final Set<@Nullable JOSEObjectType> TYPES = types();

    private final NimbusJwtDecoder decoder;

    /**
     * Tokens of a secret, of a key set, or of either.
     *
     * @param secrets of which one verifies a token; none when none is shared
     * @param keySet null when there is none
     */
    Tokens(List<SecretKey> secrets, @Nullable KeySet keySet, TokenRules rules) {
        JWSKeySelector<SecurityContext> signatures = keySet == null
                ? (header, context) -> List.of()
                : new SignatureKeys(new JWSVerificationKeySelector<>(keySet.algorithms(), keys(keySet.uri())));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPES));
        processor.setJWSVerifierFactory(new Ed25519Verifier.Factory());
        processor.setJWSKeySelector((header, context) ->
                header.getAlgorithm().equals(JWSAlgorithm.HS256) ? secrets : signatures.selectJWSKeys(header, context));
        // The claims are judged by the rules alone.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(rules);
        decoder.setJwtValidator(rules);
    }

    /**
     * Where an issuer publishes its public keys.
     *
     * @param algorithms of them that are accepted
     */
    record KeySet(URL uri, Set<JWSAlgorithm> algorithms) {}

    /** Keys of the set for the algorithms that were configured; those of Ed25519 as Java has them. */
    private record SignatureKeys(JWSVerificationKeySelector<SecurityContext> others)
            implements JWSKeySelector<SecurityContext> {

        @Override
        public List<? extends Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
                throws KeySourceException {
            if (!header.getAlgorithm().equals(JWSAlgorithm.EdDSA)) {
                return others.selectJWSKeys(header, context);
            }
            return others.isAllowed(header.getAlgorithm())
                    ? others.getJWKSource().get(new JWKSelector(JWKMatcher.forJWSHeader(header)), context).stream()
                            .flatMap(Ed25519Verifier::key)
                            .toList()
                    : List.of();
        }
    }

    private static JWKSource<SecurityContext> keys(URL jwksUri) {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        jwksUri, new DefaultResourceRetriever(CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_KEY_SET_BYTES))
                .cache(KEYS_KEPT_MS, CONNECT_TIMEOUT_MS + READ_TIMEOUT_MS)
                .refreshAheadCache(false)
                .rateLimited(REFRESH_INTERVAL_MS)
                .outageTolerant(KEYS_KEPT_IN_AN_OUTAGE_MS)
                .build();
        return (selector, context) -> {
            try {
                return keys.get(selector, context);
            } catch (RateLimitReachedException strange) {
                // A key that the issuer's current set lacks is no key; only without a set is this an outage.
                keys.get(ANY, context);
                return List.of();
            }
        };
    }

    private static Set<@Nullable JOSEObjectType> types() {
        Set<@Nullable JOSEObjectType> types = new HashSet<>();
        types.add(null);
        types.add(JOSEObjectType.JWT);
        types.add(new JOSEObjectType("at+jwt"));
        types.add(new JOSEObjectType("application/at+jwt"));
        return types;
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
