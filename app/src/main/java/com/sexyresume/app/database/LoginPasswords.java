package com.sexyresume.app.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The passwords of the logins that {@code database/logins.sql} makes.
 *
 * @param query of {@code query_login}
 * @param admin of {@code admin_login}
 * @param audit of {@code audit_login}
 * @param rewrap of {@code rewrapper}
 */
record LoginPasswords(
        String migrator, String appender, String projector, String query, String admin, String audit, String rewrap) {

    @SuppressWarnings("ConstantValue") // The binding of properties gives null for what is not configured.
    LoginPasswords {
        List<String> missing = Stream.of(
                        Map.entry("migrator", migrator != null),
                        Map.entry("appender", appender != null),
                        Map.entry("projector", projector != null),
                        Map.entry("query", query != null),
                        Map.entry("admin", admin != null),
                        Map.entry("audit", audit != null),
                        Map.entry("rewrap", rewrap != null))
                .filter(each -> !each.getValue())
                .map(each -> "sexyresume.database.passwords." + each.getKey())
                .toList();
        if (!missing.isEmpty()) {
            throw LoginsMissing.passwords(missing);
        }
    }

    /** The same for the same superuser password, so that several processes on one database agree without a file. */
    static LoginPasswords derivedFrom(String superuserPassword) {
        return new LoginPasswords(
                derive(superuserPassword, "migrator"),
                derive(superuserPassword, "appender"),
                derive(superuserPassword, "projector"),
                derive(superuserPassword, "query_login"),
                derive(superuserPassword, "admin_login"),
                derive(superuserPassword, "audit_login"),
                derive(superuserPassword, "rewrapper"));
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
