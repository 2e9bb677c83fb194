package com.sexyresume.app.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.sexyresume.app.web.requests.CanonicalUuid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/**
 * What a token must say once its signature is verified: it has not expired and is already valid, it comes from the
 * issuer and is meant for us, its {@code sub} is a UUID, and its {@code role} is one that we know. The role is the
 * signed claim of that name and nothing else: {@code user_metadata} is written by users.
 *
 * <p>The issuer's own keys for the API ({@code anon} and {@code service_role}) are tokens as well: of another issuer's
 * name, of nobody and for nobody, signed with the shared secret. They get a {@code sub} here, so that the history can
 * name them.
 */
final class TokenRules implements OAuth2TokenValidator<Jwt>, Converter<Map<String, Object>, Map<String, Object>> {

    static final String EXPIRED = "expired";

    /** Who sends what comes with an API key; no user has this id. */
    static final String API_KEY = "00000000-0000-8000-8000-0000000a91ce";

    /** Headers by which a token could bring its own key (RFC 7515, section 4.1). */
    private static final List<String> KEYS_OF_ITS_OWN = List.of("jku", "jwk", "x5u", "x5c");

    private final Converter<Map<String, Object>, Map<String, Object>> types =
            MappedJwtClaimSetConverter.withDefaults(Map.of());

    private final String issuer;
    private final List<String> apiKeyIssuers;
    private final String audience;
    private final Duration clockSkew;
    private final Clock clock;

    /** @param apiKeyIssuers how API keys name their issuer, none to refuse them */
    TokenRules(String issuer, List<String> apiKeyIssuers, String audience, Duration clockSkew, Clock clock) {
        this.issuer = issuer;
        this.apiKeyIssuers = List.copyOf(apiKeyIssuers);
        this.audience = audience;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** Gives an API key its name, before anything else looks at the claims. */
    @Override
    public Map<String, Object> convert(Map<String, Object> claims) {
        Map<String, Object> named = new HashMap<>(claims);
        if (isApiKey(claims.get("iss"), claims.get(Role.CLAIM)) && !claims.containsKey("sub")) {
            named.put("sub", API_KEY);
        }
        return Objects.requireNonNull(types.convert(named));
    }

    private boolean isApiKey(@Nullable Object iss, @Nullable Object role) {
        return iss instanceof String name
                && apiKeyIssuers.contains(name)
                && (Role.SERVICE.equals(role) || Role.ANONYMOUS.equals(role));
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String fault = fault(token);
        return fault == null
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", fault, null));
    }

    private @Nullable String fault(Jwt token) {
        Instant now = clock.instant();
        Instant expires = token.getExpiresAt();
        Instant notBefore = token.getNotBefore();
        if (KEYS_OF_ITS_OWN.stream().anyMatch(token.getHeaders()::containsKey)) {
            return "key";
        }
        if (expires == null) {
            return "exp";
        }
        if (now.isAfter(expires.plus(clockSkew))) {
            return EXPIRED;
        }
        if (notBefore != null && now.isBefore(notBefore.minus(clockSkew))) {
            return "nbf";
        }
        String iss = token.getClaimAsString("iss");
        boolean apiKey = !issuer.equals(iss)
                && JWSAlgorithm.HS256.getName().equals(token.getHeaders().get("alg"))
                && isApiKey(iss, token.getClaims().get(Role.CLAIM));
        if (!issuer.equals(iss) && !apiKey) {
            return "iss";
        }
        boolean forAnybody = apiKey && !token.hasClaim("aud");
        if (!forAnybody && (token.getAudience() == null || !token.getAudience().contains(audience))) {
            return "aud";
        }
        if (token.getSubject() == null
                || !CanonicalUuid.isOne(token.getSubject())
                || token.getSubject().equals(API_KEY) != apiKey) {
            return "sub";
        }
        return token.getClaims().get(Role.CLAIM) instanceof String role && Role.NAMES.contains(role) ? null : "role";
    }

    /** The roles of Supabase's tokens. */
    static final class Role {

        static final String CLAIM = "role";
        static final String AUTHENTICATED = "authenticated";
        static final String SERVICE = "service_role";
        static final String ANONYMOUS = "anon";
        static final Set<String> NAMES = Set.of(AUTHENTICATED, SERVICE, ANONYMOUS);

        private Role() {}
    }
}
