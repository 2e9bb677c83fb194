package com.sexyresume.command.payments;

import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.PutAside;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordReturn;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.command.payments.PaymentsRefusal.PaymentMessageInvalid;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.Aside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentPutAside;
import com.sexyresume.events.payments.PaymentsEvent.Return;
import com.sexyresume.events.payments.PaymentsEvent.ReturnTold;
import com.sexyresume.sending.UuidV5;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a message of Stripe means here; docs/payments.md lists the types. The payment is the payment intent, which all
 * messages of one sale name, or the checkout session of a sale that cost nothing. Whose it is and what was bought stand
 * in the metadata {@code user_id} and {@code product}. Members and types that are not known are passed over, because
 * Stripe adds to them; an object that is named may be there as its id or as a whole. What counts here and is not there,
 * or is of another shape, is refused and never made up: it would stay in the history as an amount that nobody paid.
 * What is complete and of no use is {@linkplain PutAside put aside}.
 */
final class StripeMessage {

    /** Never changes: the ids of payments that are recorded depend on it. */
    private static final UUID PAYMENTS = UUID.fromString("5d2a7c34-6a3c-4c50-8f55-0b7a4e6f2c11");

    private static final String OBJECT = "/data/object";

    /** Far above what Stripe takes (12 digits), and sums of them stay numbers. */
    private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

    private static final long MAX_EPOCH_SECONDS = 253_402_300_799L;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");
    private static final Pattern CODE = Pattern.compile("[a-z0-9_-]{1,100}");
    private static final Pattern DIGITS = Pattern.compile("([0-9]{1,16})(?:\\.0{1,3})?");

    /** As people's programs write a UUID (RFC 9562); what Java would complete, such as 1-1-1-1-1, is none. */
    private static final Pattern UUID_TEXT = Pattern.compile(
            "\\s*(?:urn:uuid:)?\\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})}?\\s*", Pattern.CASE_INSENSITIVE);

    private final JsonNode message;
    private final String type;
    private final JsonNode object;
    private final Map<String, Product> products;

    StripeMessage(JsonNode message, Map<String, Product> products) {
        this.message = message;
        this.type = message.path("type").asString("");
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
     * @throws CommandRejected with {@link PaymentMessageInvalid} when it lacks what a payment of ours has
     */
    Optional<PaymentsCommand> command() {
        return switch (type) {
            case "payment_intent.succeeded" -> Optional.of(success("id", "amount_received"));
            case "checkout.session.completed", "checkout.session.async_payment_succeeded" -> checkout();
            case "payment_intent.payment_failed" -> failure("id", "amount");
            case "checkout.session.async_payment_failed" -> failure("payment_intent", "amount_total");
            case "charge.refunded" -> returned(Return.TOTAL, "amount_refunded", true);
            case "refund.created", "refund.updated", "refund.failed", "charge.refund.updated" -> refund();
            case "charge.dispute.closed" ->
                switch (object.path("status").asString("")) {
                    case "lost" -> returned(Return.DISPUTE, "amount", true);
                    case "won" -> returned(Return.DISPUTE, "amount", false);
                    default -> Optional.empty();
                };
            case "charge.dispute.funds_reinstated" -> returned(Return.DISPUTE, "amount", false);
            default -> Optional.empty();
        };
    }

    /** A payment of a checkout, if it is one and was made; whoever pays later is told of by another message. */
    private Optional<PaymentsCommand> checkout() {
        String status = object.path("payment_status").asString("");
        if (!status.equals("paid") && !status.equals("no_payment_required")) {
            return Optional.empty();
        }
        boolean payment = object.path("mode").asString("payment").equals("payment");
        if (payment && object.hasNonNull("payment_intent")) {
            return status.equals("paid") ? Optional.of(success("payment_intent", "amount_total")) : Optional.empty();
        }
        UserId user = user();
        if (user == null) {
            return Optional.empty();
        }
        long total = amount("amount_total");
        if (payment && total == 0) {
            return Optional.of(purchase("id", "amount_total", user));
        }
        // Nothing is due now: a trial, a card that is kept, a payment at a later date.
        return status.equals("paid")
                ? Optional.of(putAside("id", "amount_total", Aside.NO_SINGLE_PAYMENT))
                : Optional.empty();
    }

    private PaymentsCommand success(String id, String amount) {
        UserId user = user();
        if (user == null) {
            return putAside(id, amount, Aside.USER_UNKNOWN);
        }
        return amount(amount) == 0 ? putAside(id, amount, Aside.NOTHING_PAID) : purchase(id, amount, user);
    }

    private PaymentsCommand purchase(String id, String amount, UserId user) {
        String providerId = neededId(id);
        Optional<String> code = product();
        Product product = products.get(code.orElse(""));
        if (code.isEmpty() || product == null) {
            return putAside(id, amount, Aside.PRODUCT_UNKNOWN);
        }
        Purchase bought = new Purchase(
                providerId,
                amount(amount),
                currency(),
                code.get(),
                uuid(object.path("metadata").path("discount")));
        return new RecordSuccess(payment(providerId), user, bought, product);
    }

    private Optional<PaymentsCommand> failure(String id, String amount) {
        UserId user = user();
        Optional<String> code = product();
        if (user == null || code.isEmpty() || !object.hasNonNull(id)) {
            return Optional.empty();
        }
        String providerId = neededId(id);
        Purchase tried = new Purchase(providerId, amount(amount), currency(), code.get(), null);
        String reason = text(object.path("last_payment_error"), "code", CODE).orElse(PaymentsCommand.REASON_UNKNOWN);
        return Optional.of(new RecordFailure(payment(providerId), user, tried, reason));
    }

    /** One that asks the customer for something first has given nothing back yet. */
    private Optional<PaymentsCommand> refund() {
        return switch (object.path("status").asString("succeeded")) {
            case "succeeded", "pending" -> returned(Return.REFUND, "amount", !type.equals("refund.failed"));
            case "failed", "canceled" -> returned(Return.REFUND, "amount", false);
            default -> Optional.empty();
        };
    }

    /** What has no payment intent was not made by what is sold here. */
    private Optional<PaymentsCommand> returned(Return kind, String amount, boolean stands) {
        if (!object.hasNonNull("payment_intent")) {
            return Optional.empty();
        }
        String providerId = neededId("payment_intent");
        boolean whole = false;
        if (kind == Return.TOTAL) {
            if (!object.path("refunded").isBoolean()) {
                throw invalid(OBJECT + "/refunded");
            }
            whole = object.path("refunded").asBoolean();
        }
        ReturnTold told = new ReturnTold(
                payment(providerId),
                providerId,
                kind,
                // A total is its payment's, whichever charge tells it.
                kind == Return.TOTAL ? text(object, "id", ID).orElse(providerId) : neededId("id"),
                amount(amount),
                currency(),
                stands,
                whole,
                created());
        return told.amount() == 0 ? Optional.empty() : Optional.of(new RecordReturn(told, type));
    }

    private PutAside putAside(String id, String amount, Aside why) {
        String providerId = neededId(id);
        return new PutAside(new PaymentPutAside(
                payment(providerId),
                providerId,
                type,
                why,
                number(object.path(amount)).orElse(null),
                text(object, "currency", CURRENCY).map(StripeMessage::upper).orElse(null),
                product().orElse(null)));
    }

    private Optional<String> product() {
        return text(object.path("metadata"), "product", CODE);
    }

    /** In minor units, at least 0. */
    private long amount(String name) {
        return number(object.path(name)).orElseThrow(() -> invalid(OBJECT + "/" + name));
    }

    /** A number, or its digits as a text; a fraction is none. */
    private static Optional<Long> number(JsonNode node) {
        Matcher digits = DIGITS.matcher(node.isNumber() ? node.toString() : node.stringValue(""));
        return digits.matches()
                ? Optional.of(Long.parseLong(digits.group(1))).filter(number -> number <= MAX_AMOUNT)
                : Optional.empty();
    }

    private @Nullable Instant created() {
        return number(message.path("created"))
                .filter(seconds -> seconds <= MAX_EPOCH_SECONDS)
                .map(Instant::ofEpochSecond)
                .orElse(null);
    }

    private String currency() {
        return upper(text(object, "currency", CURRENCY).orElseThrow(() -> invalid(OBJECT + "/currency")));
    }

    private static String upper(String currency) {
        return currency.toUpperCase(Locale.ROOT);
    }

    private @Nullable UserId user() {
        UUID user = uuid(object.path("metadata").path("user_id"));
        return user == null ? null : new UserId(user);
    }

    private static @Nullable UUID uuid(JsonNode node) {
        String text = node.stringValue("");
        // The longest form is 45 characters, and a little space around it.
        Matcher found = UUID_TEXT.matcher(text.length() > 100 ? "" : text);
        return found.matches() ? UUID.fromString(found.group(1)) : null;
    }

    private static PaymentId payment(String providerId) {
        return new PaymentId(UuidV5.of(PAYMENTS, providerId));
    }

    /** An object's id, or the id of an object that stands there as a whole. */
    private String neededId(String name) {
        JsonNode node = object.path(name);
        return text(node.isObject() ? node : object, node.isObject() ? "id" : name, ID)
                .orElseThrow(() -> invalid(OBJECT + "/" + name));
    }

    private static CommandRejected invalid(String pointer) {
        return new CommandRejected(new PaymentMessageInvalid(pointer));
    }

    private static Optional<String> text(JsonNode node, String name, Pattern shape) {
        String text = node.path(name).stringValue("");
        return shape.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
