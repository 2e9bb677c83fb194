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
 * role {@code anon} is worth no more than none.
 */
final class Callers implements Converter<Jwt, AbstractAuthenticationToken> {

    static final String USER = "USER";
    static final String SERVICE = "SERVICE";

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        List<GrantedAuthority> authorities = switch (String.valueOf(token.getClaimAsString(Role.CLAIM))) {
            case Role.AUTHENTICATED -> List.of(new SimpleGrantedAuthority("ROLE_" + USER));
            case Role.SERVICE -> List.of(new SimpleGrantedAuthority("ROLE_" + SERVICE));
            default -> List.of();
        };
        return new JwtAuthenticationToken(
                token, authorities, UUID.fromString(token.getSubject()).toString());
    }
}
