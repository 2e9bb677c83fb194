package com.sexyresume.command.payments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Judges the header {@code Stripe-Signature}: {@code t=<epoch seconds>,v1=<hex>,…}, where a {@code v1} is the
 * HMAC-SHA256 of the time, a dot and the body's bytes as they came. Several signatures and several secrets are allowed,
 * as while a secret is replaced; compared in constant time.
 */
final class StripeSignature {

    /** Neither older nor that much in the future: a message that was seen cannot be sent again later. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int LONGEST_HEADER = 2_000;
    private static final Pattern TIME = Pattern.compile("[0-9]{1,12}");

    private StripeSignature() {}

    static boolean isValid(byte[] body, @Nullable String header, List<String> secrets, Instant now) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return false;
        }
        String time = "";
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                time = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1")) {
                signatures.add(bytes(pair[1]));
            }
        }
        if (!TIME.matcher(time).matches()) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        if (age.abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] signedTime = (time + ".").getBytes(StandardCharsets.US_ASCII);
        boolean valid = false;
        for (String secret : secrets) {
            byte[] expected = hmac(secret, signedTime, body);
            for (byte[] signature : signatures) {
                valid |= MessageDigest.isEqual(expected, signature);
            }
        }
        return valid;
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            return new byte[0];
        }
    }

    private static byte[] hmac(String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            Arrays.stream(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java has HmacSHA256", absent);
        }
    }
}
