package com.sexyresume.command.payments;

import com.sexyresume.command.CommandRejected;
import com.sexyresume.command.UuidV5;
import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordRefund;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.PaymentId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a message of Stripe means here. Read are {@code payment_intent.succeeded}, {@code checkout.session.completed}
 * (once it is paid), {@code payment_intent.payment_failed} and {@code charge.refunded}; the payment is the payment
 * intent, which all four name. Whose it is and what was bought stand in the metadata {@code user_id} and
 * {@code product}; a payment of nobody is not this application's. Members and types that are not known are passed over,
 * because Stripe adds to them. What counts here and is not there, or is of another shape, is refused and never made up:
 * it would stay in the history as an amount that nobody paid.
 */
final class StripeMessage {

    /** Never changes: the ids of payments that are recorded depend on it. */
    private static final UUID PAYMENTS = UUID.fromString("5d2a7c34-6a3c-4c50-8f55-0b7a4e6f2c11");

    private static final String OBJECT = "/data/object";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");
    private static final Pattern CODE = Pattern.compile("[a-z0-9_-]{1,100}");

    private final JsonNode message;
    private final JsonNode object;
    private final Map<String, Product> products;

    StripeMessage(JsonNode message, Map<String, Product> products) {
        this.message = message;
        this.object = message.path("data").path("object");
        this.products = products;
    }

    /**
     * The message's own id: the same message told twice has the same.
     *
     * @throws CommandRejected with {@link PaymentMessageInvalid} when it has none
     */
    String id() {
        return text(message, "id", ID).orElseThrow(() -> invalid("/id"));
    }

    /**
     * What it asks for; empty when nothing is asked here.
     *
     * @throws CommandRejected with {@link ProductUnknown} when money was paid for what is not sold, and with
     *     {@link PaymentMessageInvalid} when it lacks what a payment of ours has
     */
    Optional<PaymentsCommand> command() {
        return switch (message.path("type").asString("")) {
            case "payment_intent.succeeded" -> success("id", "amount_received");
            case "checkout.session.completed" ->
                // One without a payment intent is a subscription's, or cost nothing.
                object.path("payment_status").asString("").equals("paid") && object.hasNonNull("payment_intent")
                        ? success("payment_intent", "amount_total")
                        : Optional.empty();
            case "payment_intent.payment_failed" -> failure();
            case "charge.refunded" -> refund();
            default -> Optional.empty();
        };
    }

    private Optional<PaymentsCommand> success(String id, String amount) {
        UserId user = user();
        if (user == null) {
            return Optional.empty();
        }
        Purchase purchase = purchase(id, amount);
        Product product = products.get(purchase.product());
        if (product == null) {
            throw new CommandRejected(new ProductUnknown());
        }
        return Optional.of(new RecordSuccess(payment(purchase.providerId()), user, purchase, product));
    }

    private Optional<PaymentsCommand> failure() {
        UserId user = user();
        if (user == null) {
            return Optional.empty();
        }
        Purchase purchase = purchase("id", "amount");
        String reason = text(object.path("last_payment_error"), "code", CODE).orElse("unknown");
        return Optional.of(new RecordFailure(payment(purchase.providerId()), user, purchase, reason));
    }

    /** A charge without a payment intent was not made by what is sold here. */
    private Optional<PaymentsCommand> refund() {
        if (!object.hasNonNull("payment_intent")) {
            return Optional.empty();
        }
        String id = needed(object, "", "payment_intent", ID);
        JsonNode whole = object.path("refunded");
        if (!whole.isBoolean()) {
            throw invalid(OBJECT + "/refunded");
        }
        long refunded = amount("amount_refunded");
        RecordRefund refund = new RecordRefund(payment(id), user(), id, refunded, currency(), whole.asBoolean());
        return refunded == 0 ? Optional.empty() : Optional.of(refund);
    }

    private Purchase purchase(String id, String amount) {
        JsonNode metadata = object.path("metadata");
        return new Purchase(
                needed(object, "", id, ID),
                amount(amount),
                currency(),
                needed(metadata, "/metadata", "product", CODE),
                uuid(metadata.path("discount")));
    }

    /** In minor units, at least 0. */
    private long amount(String name) {
        JsonNode amount = object.path(name);
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.asLong() < 0) {
            throw invalid(OBJECT + "/" + name);
        }
        return amount.asLong();
    }

    private String currency() {
        return needed(object, "", "currency", CURRENCY).toUpperCase(Locale.ROOT);
    }

    private @Nullable UserId user() {
        UUID user = uuid(object.path("metadata").path("user_id"));
        return user == null ? null : new UserId(user);
    }

    private static @Nullable UUID uuid(JsonNode node) {
        try {
            return UUID.fromString(node.asString(""));
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static PaymentId payment(String providerId) {
        return new PaymentId(UuidV5.of(PAYMENTS, providerId));
    }

    private static String needed(JsonNode node, String path, String name, Pattern shape) {
        return text(node, name, shape).orElseThrow(() -> invalid(OBJECT + path + "/" + name));
    }

    private static CommandRejected invalid(String pointer) {
        return new CommandRejected(new PaymentMessageInvalid(pointer));
    }

    private static Optional<String> text(JsonNode node, String name, Pattern shape) {
        String text = node.path(name).stringValue("");
        return shape.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
