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
 * {@code product}; a payment without them is not this application's. Members and types that are not known are passed
 * over, because Stripe adds to them.
 */
final class StripeMessage {

    /** Never changes: the ids of payments that are recorded depend on it. */
    private static final UUID PAYMENTS = UUID.fromString("5d2a7c34-6a3c-4c50-8f55-0b7a4e6f2c11");

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

    /** The message's own id: the same message told twice has the same. */
    Optional<String> id() {
        return text(message, "id", ID);
    }

    /**
     * What it asks for; empty when nothing is asked here.
     *
     * @throws CommandRejected with {@link ProductUnknown} when money was paid for what is not sold
     */
    Optional<PaymentsCommand> command() {
        return switch (message.path("type").asString("")) {
            case "payment_intent.succeeded" -> success(text(object, "id", ID), object.path("amount_received"));
            case "checkout.session.completed" ->
                object.path("payment_status").asString("").equals("paid")
                        ? success(text(object, "payment_intent", ID), object.path("amount_total"))
                        : Optional.empty();
            case "payment_intent.payment_failed" -> failure();
            case "charge.refunded" -> refund();
            default -> Optional.empty();
        };
    }

    private Optional<PaymentsCommand> success(Optional<String> paymentId, JsonNode amount) {
        UserId user = user();
        if (user == null || paymentId.isEmpty()) {
            return Optional.empty();
        }
        Purchase purchase = purchase(paymentId.get(), amount);
        Product product = products.get(purchase.product());
        if (product == null) {
            throw new CommandRejected(new ProductUnknown());
        }
        return Optional.of(new RecordSuccess(payment(paymentId.get()), user, purchase, product));
    }

    private Optional<PaymentsCommand> failure() {
        UserId user = user();
        Optional<String> id = text(object, "id", ID);
        if (user == null || id.isEmpty()) {
            return Optional.empty();
        }
        String reason = text(object.path("last_payment_error"), "code", CODE).orElse("unknown");
        return Optional.of(
                new RecordFailure(payment(id.get()), user, purchase(id.get(), object.path("amount")), reason));
    }

    private Optional<PaymentsCommand> refund() {
        Optional<String> id = text(object, "payment_intent", ID);
        long refunded = object.path("amount_refunded").asLong(0);
        return id.isEmpty() || refunded <= 0
                ? Optional.empty()
                : Optional.of(new RecordRefund(
                        payment(id.get()),
                        user(),
                        id.get(),
                        refunded,
                        currency(),
                        object.path("refunded").asBoolean(false)));
    }

    private Purchase purchase(String id, JsonNode amount) {
        return new Purchase(
                id,
                Math.max(0, amount.asLong(0)),
                currency(),
                text(object.path("metadata"), "product", CODE).orElse(""),
                uuid(object.path("metadata").path("discount")));
    }

    private String currency() {
        return text(object, "currency", CURRENCY).orElse("XXX").toUpperCase(Locale.ROOT);
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

    private static Optional<String> text(JsonNode node, String name, Pattern shape) {
        String text = node.path(name).asString("");
        return shape.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
