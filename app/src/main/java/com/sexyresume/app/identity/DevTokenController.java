package com.sexyresume.app.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile(DevProfile.NAME)
@Conditional(IdentityConfiguration.NoTokensNamed.class)
@Tag(name = "Development")
class DevTokenController {

    static final String PATH = "/dev/token";

    private final DevIssuer issuer;

    DevTokenController(DevIssuer issuer) {
        this.issuer = issuer;
    }

    /** @param sub the user; a new one unless named */
    record NewToken(@Nullable UUID sub) {}

    /** As in RFC 6749, section 5.1. */
    record Issued(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresInSeconds) {}

    @PostMapping(PATH)
    @Operation(
            summary = "Get a token",
            description = "Only in the `dev` profile, on loopback. The role is always `authenticated`.")
    @SecurityRequirements
    Issued issue(@RequestBody(required = false) @Nullable NewToken wanted) {
        UUID user = wanted == null || wanted.sub() == null ? UUID.randomUUID() : wanted.sub();
        return new Issued(issuer.issue(user), "Bearer", issuer.lifetime().toSeconds());
    }
}
