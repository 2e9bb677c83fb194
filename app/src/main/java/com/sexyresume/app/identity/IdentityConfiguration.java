package com.sexyresume.app.identity;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Whose tokens are accepted: an issuer's that is configured, or else, in the profile {@code dev}, those of the
 * {@link DevIssuer}. What is not safe is refused at the start.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
@Import(SecurityConfiguration.class)
public class IdentityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(IdentityConfiguration.class);
    private static final int MIN_SECRET_BYTES = 32;
    /** As many a token is tried with. */
    static final int MAX_SECRETS = 3;

    private static final Set<String> PUBLIC_KEY_ALGORITHMS = Set.of("RS256", "ES256", "EdDSA");

    @Bean
    JwtDecoder jwtDecoder(IdentityProperties properties, ObjectProvider<DevIssuer> devIssuer) {
        Clock clock = Clock.systemUTC();
        String jwksUri = properties.jwksUri();
        boolean hasSecret = properties.hs256Secret() != null || properties.hs256SecretFile() != null;
        if (jwksUri != null || hasSecret) {
            TokenRules rules = rules(properties, issuer(properties), clock);
            Tokens.KeySet keySet =
                    jwksUri == null ? null : new Tokens.KeySet(url(jwksUri), algorithms(properties.algorithms()));
            List<SecretKey> secrets =
                    hasSecret ? secrets(properties.hs256Secret(), properties.hs256SecretFile()) : List.of();
            log.info(
                    "Tokens: of {}, verified with {}{}{}",
                    properties.issuer(),
                    keySet == null ? "" : "the keys at " + jwksUri,
                    keySet == null || secrets.isEmpty() ? "" : " or ",
                    switch (secrets.size()) {
                        case 0 -> "";
                        case 1 -> "a shared secret (HS256)";
                        default -> "one of " + secrets.size() + " shared secrets (HS256)";
                    });
            return new Tokens(secrets, keySet, rules);
        }
        DevIssuer issuer = devIssuer.getIfAvailable();
        if (issuer == null) {
            throw new IdentityMisconfigured(
                    "Nothing says whose tokens to accept, and this is not the profile dev.",
                    "Set sexyresume.identity.issuer together with sexyresume.identity.jwks-uri, hs256-secret or"
                            + " hs256-secret-file. To develop on this machine, choose no profile or dev.");
        }
        log.info(
                "Tokens: of this application itself, in the profile dev: POST {}; scripts find the secret in {}",
                DevTokenController.PATH,
                properties.devSecretFile());
        return new Tokens(List.of(issuer.secret()), null, rules(properties, DevIssuer.ISSUER, clock));
    }

    @Bean
    WebMvcConfigurer tokenEmails(IdentityProperties properties) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new TokenEmails(properties.emailIsVerified()));
            }
        };
    }

    private static TokenRules rules(IdentityProperties properties, String issuer, Clock clock) {
        return new TokenRules(issuer, properties.apiKeyIssuers(), properties.audience(), properties.clockSkew(), clock);
    }

    private static String issuer(IdentityProperties properties) {
        String issuer = properties.issuer();
        if (issuer == null || issuer.isBlank()) {
            throw new IdentityMisconfigured(
                    "The issuer of the tokens is not named.",
                    "Set sexyresume.identity.issuer to the claim iss of the tokens; for Supabase it is"
                            + " https://<project>.supabase.co/auth/v1.");
        }
        return issuer;
    }

    private static URL url(String jwksUri) {
        try {
            URL url = URI.create(jwksUri).toURL();
            if (!Set.of("http", "https").contains(url.getProtocol())) {
                throw new MalformedURLException();
            }
            if (url.getProtocol().equals("http")) {
                log.warn("The keys of the issuer come over plain http: whoever is on the way can replace them");
            }
            return url;
        } catch (IllegalArgumentException | MalformedURLException notOne) {
            throw new IdentityMisconfigured(
                    "sexyresume.identity.jwks-uri is not an http or https URL.",
                    "For Supabase it is https://<project>.supabase.co/auth/v1/.well-known/jwks.json.");
        }
    }

    private static Set<JWSAlgorithm> algorithms(List<String> names) {
        if (names.isEmpty() || !PUBLIC_KEY_ALGORITHMS.containsAll(names)) {
            throw new IdentityMisconfigured(
                    "sexyresume.identity.algorithms names something else than RS256, ES256 and EdDSA.",
                    "Leave it out to accept them all. Tokens with a shared secret (HS256) need hs256-secret instead.");
        }
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        names.forEach(name -> algorithms.add(JWSAlgorithm.parse(name)));
        return algorithms;
    }

    private static List<SecretKey> secrets(@Nullable List<String> values, @Nullable Path file) {
        if (values != null && file != null) {
            throw new IdentityMisconfigured("Both hs256-secret and hs256-secret-file are configured.", "Choose one.");
        }
        List<String> texts =
                values == null ? read(Stream.ofNullable(file).findFirst().orElseThrow()) : values;
        if (texts.size() > MAX_SECRETS) {
            throw new IdentityMisconfigured(
                    "There are " + texts.size() + " HS256 secrets.",
                    "Leave out those that no token is signed with any more: at most " + MAX_SECRETS + " may remain.");
        }
        return (texts.isEmpty() ? List.of("") : texts)
                .stream()
                        .map(text -> (SecretKey) new SecretKeySpec(secret(text), "HmacSHA256"))
                        .toList();
    }

    private static byte[] secret(String text) {
        byte[] secret = text.getBytes(StandardCharsets.UTF_8);
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IdentityMisconfigured(
                    "The HS256 secret has " + secret.length + " bytes.",
                    "Use at least " + MIN_SECRET_BYTES + " random bytes (RFC 7518, section 3.2): a shorter one can be"
                            + " guessed from any token.");
        }
        return secret;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readString(file)
                    .stripTrailing()
                    .lines()
                    .map(String::stripTrailing)
                    .toList();
        } catch (IOException failure) {
            throw new IdentityMisconfigured(
                    "The file of the HS256 secret cannot be read: " + failure, "Check hs256-secret-file.");
        }
    }

    /** An explicit configuration wins: then the dev issuer is not there at all. */
    @Configuration(proxyBeanMethods = false)
    @Profile(DevProfile.NAME)
    @Conditional(NoTokensNamed.class)
    @Import(DevTokenController.class)
    static class Development {

        @Bean
        DevIssuer devIssuer(IdentityProperties properties, Environment environment) {
            DevProfile.requireLoopback(environment.getProperty(DevProfile.ADDRESS));
            return new DevIssuer(properties, Clock.systemUTC());
        }
    }

    static final class NoTokensNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !DevProfile.namesTokens(context.getEnvironment());
        }
    }
}
