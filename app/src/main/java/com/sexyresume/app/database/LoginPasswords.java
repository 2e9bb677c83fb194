package com.sexyresume.app.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The passwords of the four logins that {@code database/logins.sql} makes. */
record LoginPasswords(String migrator, String appender, String projector, String query) {

    /** The same for the same superuser password, so that several processes on one database agree without a file. */
    static LoginPasswords derivedFrom(String superuserPassword) {
        return new LoginPasswords(
                derive(superuserPassword, "migrator"),
                derive(superuserPassword, "appender"),
                derive(superuserPassword, "projector"),
                derive(superuserPassword, "query_login"));
    }

    private static String derive(String secret, String login) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(login.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "LoginPasswords[…]";
    }
}
