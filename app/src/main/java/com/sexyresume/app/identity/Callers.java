package com.sexyresume.app.identity;

import com.sexyresume.app.identity.TokenRules.Role;
import java.util.List;
import java.util.UUID;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Makes a verified token the caller: named by its {@code sub}, with the authority of its {@code role}. A token of the
 * role {@code anon} is worth no more than none. A user of an anonymous sign-in ({@code is_anonymous}) is a user like
 * any other, but cannot open an account or take part in what rewards people for being many.
 */
final class Callers implements Converter<Jwt, AbstractAuthenticationToken> {

    static final String USER = "USER";
    static final String SERVICE = "SERVICE";

    /** Who can come back and prove to be the same; a user who signed in anonymously is not. */
    static final String KNOWN = "KNOWN";

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        List<GrantedAuthority> authorities = switch (String.valueOf(token.getClaimAsString(Role.CLAIM))) {
            case Role.AUTHENTICATED ->
                isAnonymous(token)
                        ? List.of(new SimpleGrantedAuthority("ROLE_" + USER))
                        : List.of(
                                new SimpleGrantedAuthority("ROLE_" + USER),
                                new SimpleGrantedAuthority("ROLE_" + KNOWN));
            case Role.SERVICE -> List.of(new SimpleGrantedAuthority("ROLE_" + SERVICE));
            default -> List.of();
        };
        return new JwtAuthenticationToken(
                token, authorities, UUID.fromString(token.getSubject()).toString());
    }

    /** Whatever is there instead of {@code false} is no proof that somebody is known. */
    static boolean isAnonymous(Jwt token) {
        Object claim = token.getClaims().get("is_anonymous");
        return claim != null && !claim.equals(false);
    }
}
