package com.sexyresume.command.payments;

import com.sexyresume.events.payments.Entitlement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The payment provider and the price list, {@code sexyresume.payments.*}.
 *
 * @param stripeWebhookSecrets with which Stripe signs its messages; two while one replaces the other. Without any,
 *     every message is refused
 * @param stripeWebhookSecretFile a file with one more; in the profile dev, the dev issuer's
 * @param products what is sold, by code; these are added to {@link #STANDARD}, or replace one of it
 */
@ConfigurationProperties("sexyresume.payments")
record PaymentProperties(
        @DefaultValue List<String> stripeWebhookSecrets,
        @Nullable Path stripeWebhookSecretFile,
        @DefaultValue Map<String, Product> products) {

    /** What is sold unless the configuration says otherwise; its codes are in Stripe's {@code metadata.product}. */
    static final Map<String, Product> STANDARD = Map.of(
            "premium-month", new Product(Entitlement.PREMIUM, 31, 0),
            "premium-year", new Product(Entitlement.PREMIUM, 366, 0),
            "export-unlock", new Product(Entitlement.EXPORT_UNLOCKED, 0, 0),
            "credits-100", new Product(null, 0, 100),
            "credits-500", new Product(null, 0, 500));

    PaymentProperties {
        Map<String, Product> all = new HashMap<>(STANDARD);
        all.putAll(products);
        products = Map.copyOf(all);
    }

    /** Read at each use, because a secret in a file is replaced while the application runs. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(stripeWebhookSecrets);
        if (stripeWebhookSecretFile != null) {
            try {
                secrets.add(Files.readString(stripeWebhookSecretFile).strip());
            } catch (NoSuchFileException notYet) {
                // Nothing is signed with what is not there.
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    @Override
    public String toString() {
        return "PaymentProperties[…]";
    }
}
