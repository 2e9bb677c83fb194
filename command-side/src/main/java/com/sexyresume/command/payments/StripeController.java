package com.sexyresume.command.payments;

import com.sexyresume.command.payments.PaymentsRefusal.SignatureInvalid;
import com.sexyresume.deciding.AccountErased;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.UuidV5;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Where Stripe tells of payments (T24): nobody has a token here, and nothing counts but the signature of the bytes. */
@RestController
@EnableConfigurationProperties(PaymentProperties.class)
@Tag(name = "Payments")
class StripeController {

    static final String PATH = "/v1/webhooks/stripe";

    /** Never changes: it makes the ids of commands, by which a message that is told twice is known. */
    private static final UUID MESSAGES = UUID.fromString("b9d8a1e2-0a5c-4f0e-9c53-6a1d3f7f4e02");

    /** The sender of what no living user stands behind. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final Commands commands;
    private final PaymentProperties properties;

    StripeController(Commands commands, PaymentProperties properties) {
        this.commands = commands;
        this.properties = properties;
    }

    /**
     * What came of a message.
     *
     * @param recorded whether it is one that counts here
     * @param putAside why nothing follows from a message about money, for administrators to see; null when something
     *     does, or nothing has to
     */
    record WebhookReceipt(
            boolean recorded,

            @Schema(example = "product_unknown") @Nullable String putAside) {}

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Be told of a payment by Stripe",
            description =
                    "Signed, by `Stripe-Signature`, over the body as it is sent. Messages may come in any order and"
                            + " any number of times; each has its effect once. 422 `signature-invalid` without a valid signature,"
                            + " `payment-message-invalid` without what a payment has. A message about money that telling"
                            + " again would not help, such as one of another application's payment, is kept for"
                            + " administrators (`putAside`).")
    @SecurityRequirements
    ResponseEntity<WebhookReceipt> hear(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(schema = @Schema(type = "object")))
                    @RequestBody
                    byte[] body,
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature,
            // Whatever stands behind the address that somebody has told Stripe.
            @Parameter(hidden = true) @RequestParam Map<String, String> query) {
        if (!StripeSignature.isValid(body, signature, properties.secrets(), Instant.now())) {
            throw new CommandRejected(new SignatureInvalid());
        }
        StripeMessage message = new StripeMessage(JsonMapper.shared().readTree(body), properties.products());
        Optional<PaymentsCommand> command = message.command();
        command.ifPresent(asked -> {
            UUID id = UuidV5.of(MESSAGES, id(message, asked));
            try {
                commands.send(asked, new CommandRequest(provider(asked), true, id, "stripe", null));
            } catch (CommandRejected refused) {
                if (!(refused.rejection() instanceof AccountErased)) {
                    throw refused;
                }
                // Money that has moved is recorded, though nobody can be the sender who is erased.
                commands.send(asked, new CommandRequest(NOBODY, true, id, "stripe", null));
            }
        });
        return ResponseEntity.ok(
                command.orElse(null) instanceof PaymentsCommand.PutAside(var aside)
                        ? new WebhookReceipt(false, aside.why().name().toLowerCase(Locale.ROOT))
                        : new WebhookReceipt(command.isPresent(), null));
    }

    /** A message that was put aside may be told again once it can have an effect: then it is another command. */
    private static String id(StripeMessage message, PaymentsCommand asked) {
        return asked instanceof PaymentsCommand.PutAside(var aside) ? message.id() + " " + aside.why() : message.id();
    }

    /** The history names who sent a command: here whom the provider speaks of. */
    private static UserId provider(PaymentsCommand command) {
        return switch (command) {
            case PaymentsCommand.RecordSuccess success -> success.userId();
            case PaymentsCommand.RecordFailure failure -> failure.userId();
            case PaymentsCommand.RecordReturn _, PaymentsCommand.PutAside _ -> NOBODY;
        };
    }
}
