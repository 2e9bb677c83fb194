package com.sexyresume.app.identity;

import com.sexyresume.app.web.CanonicalUuid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token must say once its signature is verified: it has not expired and is already valid, it comes from the
 * issuer and is meant for us, its {@code sub} is a UUID, and its {@code role} is one that we know. The role is the
 * signed claim of that name and nothing else: {@code user_metadata} is written by users.
 */
final class TokenRules implements OAuth2TokenValidator<Jwt> {

    static final String EXPIRED = "expired";

    /** Headers by which a token could bring its own key (RFC 7515, section 4.1). */
    private static final List<String> KEYS_OF_ITS_OWN = List.of("jku", "jwk", "x5u", "x5c");

    private final String issuer;
    private final String audience;
    private final Duration clockSkew;
    private final Clock clock;

    TokenRules(String issuer, String audience, Duration clockSkew, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.clockSkew = clockSkew;
        this.clock = clock;
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
        if (!issuer.equals(token.getClaimAsString("iss"))) {
            return "iss";
        }
        if (token.getAudience() == null || !token.getAudience().contains(audience)) {
            return "aud";
        }
        if (token.getSubject() == null || !CanonicalUuid.isOne(token.getSubject())) {
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
