package com.sexyresume.webtest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Tokens as Supabase would issue them, and whatever a test makes of them. */
public final class Tokens {

    public static final String SECRET = "a-secret-of-the-tests-with-40-characters";
    public static final String ISSUER = "https://issuer.example/auth/v1";
    public static final UUID ADA = UUID.fromString("0a4b9c1d-2e3f-4a5b-8c6d-7e8f9a0b1c2d");

    private Tokens() {}

    /** The claims of a valid token of Ada's. */
    public static JWTClaimsSet.Builder claims() {
        return claims("authenticated");
    }

    public static JWTClaimsSet.Builder claims(String role) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("authenticated")
                .subject(ADA.toString())
                .claim("role", role)
                .issueTime(Date.from(now.minusSeconds(3_600)))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    public static String valid() {
        return signed(claims());
    }

    public static String service() {
        return signed(claims("service_role"));
    }

    public static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, SECRET);
    }

    public static String signed(JWTClaimsSet.Builder claims, String secret) {
        try {
            return signed(
                    new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    public static String signed(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }
}
