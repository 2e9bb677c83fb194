package com.sexyresume.command.referrals;

import com.sexyresume.command.referrals.ReferralsCommand.DeactivateReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.IssueReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.RedeemReferral;
import com.sexyresume.command.referrals.ReferralsCommand.SendReferral;
import com.sexyresume.command.referrals.ReferralsCommand.Terms;
import com.sexyresume.command.referrals.ReferralsRefusal.DiscountTooLarge;
import com.sexyresume.command.referrals.ReferralsRefusal.NotRegistered;
import com.sexyresume.command.referrals.ReferralsRefusal.ReferralCodeNotUsable;
import com.sexyresume.command.referrals.ReferralsRefusal.ReferralCodeTaken;
import com.sexyresume.deciding.AccountErased;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.events.referrals.ReferralsEvent.Withheld;
import com.sexyresume.language.Visible;
import com.sexyresume.language.VisibleText;
import com.sexyresume.quotas.Quota;
import com.sexyresume.quotas.QuotaReached;
import com.sexyresume.quotas.Quotas;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import com.sexyresume.sending.Registrations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("referralsCommands")
@EnableConfigurationProperties(ReferralProperties.class)
@Tag(name = "Referrals")
class ReferralsController {

    /** A trillion codes: drawing one that somebody has happens to nobody twice. */
    private static final int DRAWS = 5;

    private final Commands commands;
    private final Quotas quotas;
    private final AdminRegister administrators;
    private final Registrations registrations;
    private final Streams streams;
    private final ReferralProperties properties;

    ReferralsController(
            Commands commands,
            Quotas quotas,
            AdminRegister administrators,
            Registrations registrations,
            Streams streams,
            ReferralProperties properties) {
        this.commands = commands;
        this.quotas = quotas;
        this.administrators = administrators;
        this.registrations = registrations;
        this.streams = streams;
        this.properties = properties;
    }

    /** The reward types as they are written in JSON. */
    enum RewardName {
        credits,
        discount,
        feature_unlock;

        RewardType type() {
            return RewardType.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What a code promises.
     *
     * @param rewardAmount credits, percent off a purchase, or days of premium; the configured number when absent
     * @param maxUses the configured number when absent
     * @param expiresAt exclusive; without an end when absent
     */
    record ReferralTerms(
            @NotNull RewardName rewardType,

            @Nullable
            @Min(1)
            @Max(10_000)
            @Schema(
                    description = "Credits, percent (at most 100) or days; 1 unless configured otherwise",
                    example = "10")
            Integer rewardAmount,

            @Nullable @Min(1) @Max(10_000) @Schema(description = "100 unless configured otherwise")
            Integer maxUses,

            @Nullable @Schema(description = "Exclusive; without an end when absent")
            Instant expiresAt) {}

    record NewInvitation(
            @NotNull @Email @Size(max = 254) @Visible @Schema(example = "grace@example.org")
            String email) {

        NewInvitation {
            email = email == null ? email : VisibleText.normalized(email);
        }
    }

    record Redemption(
            @NotNull @Size(min = 1, max = 20) @Schema(example = "7K3M9QXZ")
            String code) {}

    @PostMapping("/v1/me/referral-codes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Get a referral code",
            description = "8 characters; what it promises is the configured reward. Read it at the Location."
                    + " 429 `quota-reached`.")
    ResponseEntity<Written> issue(CommandRequest request) {
        Instant now = Instant.now();
        return issued(
                "/v1/me/referral-codes/",
                request.caller(),
                new Terms(
                        properties.maxUses(),
                        properties.rewardType(),
                        properties.rewardAmount(),
                        properties.lifetime().isZero() ? null : now.plus(properties.lifetime())),
                now,
                command -> quotas.send(Quota.REFERRAL_CODES, command, request));
    }

    @PostMapping("/v1/admin/users/{userId}/referral-codes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Give a user a referral code with a promise of its own", description = "For administrators.")
    ResponseEntity<Written> issueFor(
            @PathVariable UUID userId, @Valid @RequestBody ReferralTerms body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        int amount = body.rewardAmount() == null ? properties.rewardAmount() : body.rewardAmount();
        int maxUses = body.maxUses() == null ? properties.maxUses() : body.maxUses();
        if (body.rewardType() == RewardName.discount && amount > 100) {
            throw new CommandRejected(new DiscountTooLarge());
        }
        return issued(
                "/v1/admin/users/" + userId + "/referral-codes/",
                new UserId(userId),
                new Terms(maxUses, body.rewardType().type(), amount, body.expiresAt()),
                Instant.now(),
                command -> commands.send(command, request));
    }

    /** With the award, or, when the owner has got as many that day as one user may, without it. */
    private Receipt awarded(
            UserId owner, Function<@Nullable Withheld, RedeemReferral> redemption, CommandRequest request) {
        try {
            return quotas.send(Quota.REFERRAL_AWARDS, owner, redemption.apply(null), request);
        } catch (CommandRejected refused) {
            if (refused.rejection() instanceof QuotaReached) {
                return commands.send(redemption.apply(Withheld.DAILY_LIMIT), request);
            }
            throw refused;
        }
    }

    private ResponseEntity<Written> issued(
            String codes, UserId user, Terms terms, Instant now, Function<IssueReferralCode, Receipt> sending) {
        for (int draw = 1; ; draw++) {
            try {
                Receipt receipt = sending.apply(new IssueReferralCode(CodeText.drawn(), user, terms, now));
                // The same request again is answered with the code that was drawn the first time.
                UUID id = receipt.stream().id();
                return Answers.created(URI.create(codes + id), id, receipt);
            } catch (CommandRejected refused) {
                if (!(refused.rejection() instanceof ReferralCodeTaken) || draw == DRAWS) {
                    throw refused;
                }
            }
        }
    }

    @PostMapping("/v1/me/referral-codes/{code}/invitations")
    @Operation(
            summary = "Note that you gave your code to somebody",
            description = "The address is kept for you alone, encrypted. 409 `referral-code-not-usable`;"
                    + " 429 `quota-reached` until the next day.")
    ResponseEntity<Written> send(
            @PathVariable String code, @Valid @RequestBody NewInvitation body, CommandRequest request) {
        UUID invitation = request.newId();
        return Answers.ok(quotas.send(
                Quota.INVITATIONS,
                new SendReferral(CodeText.typed(code), request.caller(), invitation, body.email(), Instant.now()),
                request));
    }

    @DeleteMapping("/v1/me/referral-codes/{code}")
    @Operation(summary = "Deactivate your code", description = "Nobody can redeem it afterwards.")
    ResponseEntity<Written> deactivate(@PathVariable String code, CommandRequest request) {
        return Answers.ok(commands.send(new DeactivateReferralCode(CodeText.typed(code), request.caller()), request));
    }

    @PostMapping("/v1/referrals/redemptions")
    @Operation(
            summary = "Say by whose code you came",
            description =
                    "Once in your life, with an account of your own. Whose code it is gets what it promises, for so"
                            + " many a day. 404 for a code that there is not, 409 `not-registered`, `self-referral`,"
                            + " `already-referred` or `referral-code-not-usable`, which tells the reason.")
    ResponseEntity<Written> redeem(@Valid @RequestBody Redemption body, CommandRequest request) {
        if (!registrations.isRegistered(request.caller())) {
            throw new CommandRejected(new NotRegistered());
        }
        CodeText code = CodeText.typed(body.code());
        UserId owner = streams.read(
                        ReferralsStreams.CODE,
                        ReferralsCommand.streamOf(code.id()),
                        Long.MAX_VALUE,
                        state -> state.owner() != null)
                .owner();
        if (owner == null) {
            throw new CommandRejected(new NoSuchThing("referral code"));
        }
        Instant now = Instant.now();
        Function<@Nullable Withheld, RedeemReferral> redemption =
                withheld -> new RedeemReferral(code, request.caller(), request.newId(), withheld, now);
        try {
            return Answers.ok(
                    registrations.isRegistered(owner)
                            ? awarded(owner, redemption, request)
                            : commands.send(redemption.apply(Withheld.OWNER_NOT_REGISTERED), request));
        } catch (CommandRejected refused) {
            // The code ends with its owner, at the moment of the erasure, and tells nobody why.
            throw refused.rejection() instanceof AccountErased(UserId who) && !who.equals(request.caller())
                    ? new CommandRejected(new ReferralCodeNotUsable("inactive"))
                    : refused;
        }
    }
}
