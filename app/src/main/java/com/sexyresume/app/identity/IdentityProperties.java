package com.sexyresume.app.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are accepted: those that the keys of {@code jwksUri} verify, those that one of {@code hs256Secret} and
 * {@code hs256SecretFile} does, or both, while an issuer goes from one to the other. Each kind of key verifies its own
 * algorithms alone, so that a public key can never be taken for a shared secret.
 *
 * @param jwksUri where the issuer publishes its public keys (RFC 7517)
 * @param hs256Secret the secret shared with the issuer, of at least 32 bytes; several, at most
 *     {@value IdentityConfiguration#MAX_SECRETS}, while one takes the place of another
 * @param hs256SecretFile a file that holds the secret, or one in each line; white space at their ends does not count
 * @param issuer the claim {@code iss} of every token; needed with either kind of key
 * @param emailIsVerified whether the claim {@code email} is an address that the issuer has seen to be the user's, where
 *     the token does not say otherwise; false for a project of Supabase that confirms no addresses
 * @param audience what the claim {@code aud} must contain
 * @param apiKeyIssuers the claim {@code iss} of the issuer's API keys, which have no {@code sub} and no {@code aud} and
 *     are signed with the shared secret; Supabase's are named {@code supabase}. Empty to refuse them
 * @param algorithms of the public keys: some of RS256, ES256 and EdDSA (Ed25519)
 * @param clockSkew by how much the issuer's clock and this one may differ
 * @param devSecretFile where the dev issuer keeps its secret for scripts that sign tokens of their own
 * @param devTokenLifetime of the dev issuer's tokens, at most an hour
 */
@ConfigurationProperties(IdentityProperties.PREFIX)
record IdentityProperties(
        @Nullable String jwksUri,
        @Nullable List<String> hs256Secret,
        @Nullable Path hs256SecretFile,
        @Nullable String issuer,
        @DefaultValue("true") boolean emailIsVerified,
        @DefaultValue("authenticated") String audience,
        @DefaultValue("supabase") List<String> apiKeyIssuers,
        @DefaultValue({"RS256", "ES256", "EdDSA"}) List<String> algorithms,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("data/dev-token-secret") Path devSecretFile,
        @DefaultValue("1h") Duration devTokenLifetime) {

    static final String PREFIX = "sexyresume.identity";

    /** Any of these, even if empty, says that the tokens come from somewhere else. */
    static final List<String> KEYS = List.of(
            PREFIX + ".jwks-uri", PREFIX + ".hs256-secret", PREFIX + ".hs256-secret[0]", PREFIX + ".hs256-secret-file");

    @Override
    public String toString() {
        return "IdentityProperties[…]";
    }
}
