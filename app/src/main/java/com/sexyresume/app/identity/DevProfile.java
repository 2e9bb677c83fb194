package com.sexyresume.app.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Decides the profile {@code dev} before anything else starts: it is active when it was chosen, or when neither a
 * profile nor a source of tokens was. It binds to loopback, and an application that is told to listen anywhere else as
 * {@code dev} does not start. Outside of it, logs are JSON unless configured otherwise.
 *
 * <p>It runs once the configuration files are read, so a file {@code application-dev.yaml} would be read only where the
 * profile is chosen by name.
 */
public final class DevProfile implements EnvironmentPostProcessor, Ordered {

    static final String NAME = "dev";
    static final String ADDRESS = "server.address";
    private static final String LOOPBACK = "127.0.0.1";

    /** Whom anyone on this machine can get a token of: an auditor and a super admin to try things out with. */
    private static final String AUDITOR = "00000000-0000-4000-8000-00000000a0d1";

    /** A frontend is developed on the same machine, on whatever port its tool serves it. */
    private static final String LOCAL_ORIGINS =
            "http://localhost:[*],http://127.0.0.1:[*],http://[::1]:[*],https://localhost:[*]";

    private static final String DEV_SECRET_FILE = "data/dev-token-secret";

    private static final String SUPER_ADMIN = "00000000-0000-4000-8000-00000000ad31";

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getActiveProfiles().length == 0 && !namesTokens(environment)) {
            environment.addActiveProfile(NAME);
        }
        boolean dev = isActive(environment);
        Map<String, Object> defaults = dev
                ? Map.of(
                        ADDRESS,
                        LOOPBACK,
                        "sexyresume.admins.auditors",
                        AUDITOR,
                        "sexyresume.admins.super-admins",
                        SUPER_ADMIN,
                        "sexyresume.web.cors-allowed-origins",
                        LOCAL_ORIGINS,
                        // Whoever may sign tokens here may also play the payment provider.
                        "sexyresume.payments.stripe-webhook-secret-file",
                        environment.getProperty("sexyresume.identity.dev-secret-file", DEV_SECRET_FILE))
                : Map.of("logging.structured.format.console", "ecs");
        environment.getPropertySources().addLast(new MapPropertySource("identity", defaults));
        if (dev) {
            requireLoopback(environment.getProperty(ADDRESS));
        }
    }

    static boolean isActive(Environment environment) {
        return environment.acceptsProfiles(Profiles.of(NAME));
    }

    static boolean namesTokens(Environment environment) {
        return IdentityProperties.KEYS.stream().anyMatch(environment::containsProperty);
    }

    static void requireLoopback(@Nullable String address) {
        if (address == null || !isLoopback(address)) {
            throw new IdentityMisconfigured(
                    "The profile dev issues tokens to whoever asks, so it listens on a loopback address only; "
                            + ADDRESS + " is " + (address == null ? "not set" : address) + ".",
                    "Leave " + ADDRESS + " out to develop on this machine. To be reached from elsewhere, say whose"
                            + " tokens to accept: sexyresume.identity.issuer together with jwks-uri, hs256-secret or"
                            + " hs256-secret-file.");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
