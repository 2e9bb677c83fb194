package com.sexyresume.app.identity;

import com.sexyresume.sending.TokenEmail;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Makes the {@link TokenEmail} that a controller receives: the claim {@code email}, which the issuer writes, of a user
 * who is known. Nothing that {@code user_metadata} says makes an address a proven one, because users write it; that it
 * is not may be said there, as Supabase does, or in {@code email_verified}, as OpenID Connect does.
 */
final class TokenEmails implements HandlerMethodArgumentResolver {

    private final boolean isBelieved;

    /** @param isBelieved whether the issuer lets nobody in whose address it has not seen to be theirs */
    TokenEmails(boolean isBelieved) {
        this.isBelieved = isBelieved;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == TokenEmail.class;
    }

    @Override
    public TokenEmail resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? new TokenEmail(email(token.getToken()))
                : new TokenEmail(null);
    }

    private @Nullable String email(Jwt token) {
        Map<String, Object> claims = token.getClaims();
        boolean isVerified = claims.containsKey("email_verified")
                ? Boolean.TRUE.equals(claims.get("email_verified"))
                : isBelieved && !isDeniedBy(claims.get("user_metadata"));
        return !Callers.isAnonymous(token)
                        && isVerified
                        && claims.get("email") instanceof String email
                        && !email.isBlank()
                ? email
                : null;
    }

    private static boolean isDeniedBy(@Nullable Object metadata) {
        return metadata instanceof Map<?, ?> said
                && said.containsKey("email_verified")
                && !Boolean.TRUE.equals(said.get("email_verified"));
    }
}
