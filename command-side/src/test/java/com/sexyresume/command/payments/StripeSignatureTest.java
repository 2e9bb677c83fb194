package com.sexyresume.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T24. */
class StripeSignatureTest {

    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant SIGNED = Instant.ofEpochSecond(1_700_000_000);
    /** printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test */
    private static final String VALID = "c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";

    private static final List<String> SECRETS = List.of("whsec_test");

    @Test
    void theSignatureOfTheseBytesIsValid() {
        assertThat(StripeSignature.isValid(BODY, header(VALID), SECRETS, SIGNED))
                .isTrue();
    }

    @Test
    void oneOfSeveralSignaturesAndSecretsIsEnough() {
        String header = "t=1700000000,v1=" + "00".repeat(32) + ",v0=ff,v1=" + VALID;
        assertThat(StripeSignature.isValid(BODY, header, List.of("whsec_new", "whsec_test"), SIGNED))
                .isTrue();
    }

    @Test
    void otherBytesAreRefused() {
        byte[] other = "{\"id\":\"evt_2\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(StripeSignature.isValid(other, header(VALID), SECRETS, SIGNED))
                .isFalse();
    }

    @Test
    void anotherSecretIsRefusedAndSoIsNone() {
        assertThat(StripeSignature.isValid(BODY, header(VALID), List.of("whsec_other"), SIGNED))
                .isFalse();
        assertThat(StripeSignature.isValid(BODY, header(VALID), List.of(), SIGNED))
                .isFalse();
    }

    @Test
    void anotherTimeThanTheSignedOneIsRefused() {
        assertThat(StripeSignature.isValid(BODY, "t=1700000001,v1=" + VALID, SECRETS, SIGNED))
                .isFalse();
    }

    @Test
    void anOldMessageIsRefused() {
        assertThat(StripeSignature.isValid(BODY, header(VALID), SECRETS, SIGNED.plusSeconds(300)))
                .isTrue();
        assertThat(StripeSignature.isValid(BODY, header(VALID), SECRETS, SIGNED.plusSeconds(301)))
                .isFalse();
        assertThat(StripeSignature.isValid(BODY, header(VALID), SECRETS, SIGNED.minusSeconds(301)))
                .isFalse();
    }

    @Test
    void rubbishIsRefused() {
        for (String header : List.of("", "t=", "v1=" + VALID, "t=1700000000", "t=x,v1=zz", "=,=,,", "t=1e9,v1=")) {
            assertThat(StripeSignature.isValid(BODY, header, SECRETS, SIGNED))
                    .as(header)
                    .isFalse();
        }
        assertThat(StripeSignature.isValid(BODY, null, SECRETS, SIGNED)).isFalse();
    }

    private static String header(String signature) {
        return "t=1700000000,v1=" + signature;
    }
}
