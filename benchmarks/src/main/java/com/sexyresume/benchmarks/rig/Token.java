package com.sexyresume.benchmarks.rig;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens (RFC 7519, HS256) as the issuer does that the application is told to trust. */
public final class Token {

    static final String SECRET = "a shared secret that only the benchmarks know";
    static final String ISSUER = "https://issuer.example.org/auth/v1";

    private static final long LIFETIME_SECONDS = 3_600;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Token() {}

    public static String of(String user, String role) {
        long now = Instant.now().getEpochSecond();
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + encode("""
                        {"iss":"%s","aud":"authenticated","sub":"%s","role":"%s","iat":%d,"exp":%d}""".formatted(ISSUER, user, role, now, now + LIFETIME_SECONDS));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
