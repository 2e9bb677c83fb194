package com.sexyresume.query.analytics;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.YearMonth;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what is personal out of the properties of an analytics event, at every depth (F18, F19): fields by their
 * {@linkplain PersonalField names}, and what {@linkplain PersonalText texts} and numbers tell about a person (D52).
 * Arrays stay arrays. It judges by form, and a name of a person has none, which is why an erasure empties these
 * properties.
 */
final class Sanitizer {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** A number of as many digits before its point is a telephone's, a card's or a person's, unless it is a time. */
    private static final BigDecimal FIRST_OF_NINE_DIGITS = BigDecimal.valueOf(100_000_000);

    /** Milliseconds since 1970, of the years 2017 to 2039. */
    private static final BigDecimal FIRST_TIME = BigDecimal.valueOf(1_500_000_000_000L);

    private static final BigDecimal LAST_TIME = BigDecimal.valueOf(2_200_000_000_000L);
    private static final int HASH_BYTES = 18;
    private final QuasiIdentifierKey keys;

    Sanitizer(QuasiIdentifierKey keys) {
        this.keys = keys;
    }

    /**
     * A copy without what is personal.
     *
     * @param properties an object
     * @param month whose key hashes quasi-identifiers
     */
    ObjectNode sanitize(JsonNode properties, YearMonth month) {
        ObjectNode kept = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (!PersonalText.clean(name).equals(name)) {
                // The name itself is somebody's address, or was written to look like another.
                continue;
            }
            switch (PersonalField.of(name)) {
                case REMOVED -> {}
                case HASHED -> {
                    if (value.isString() || value.isNumber()) {
                        kept.put(name, hash(PersonalField.plain(name), value.asString(), month));
                    }
                }
                case NONE -> kept.set(name, sanitized(value, month));
            }
        }
        return kept;
    }

    private JsonNode sanitized(JsonNode value, YearMonth month) {
        if (value.isObject()) {
            return sanitize(value, month);
        }
        if (value.isArray()) {
            ArrayNode kept = JSON.createArrayNode();
            value.forEach(element -> kept.add(sanitized(element, month)));
            return kept;
        }
        if (value.isNumber()) {
            return isSomebodys(value.decimalValue()) ? JSON.getNodeFactory().stringNode("[number]") : value;
        }
        return value.isString() ? JSON.getNodeFactory().stringNode(PersonalText.clean(value.stringValue())) : value;
    }

    private static boolean isSomebodys(BigDecimal number) {
        BigDecimal size = number.abs();
        return size.compareTo(FIRST_OF_NINE_DIGITS) >= 0
                && (number.compareTo(FIRST_TIME) < 0 || number.compareTo(LAST_TIME) > 0);
    }

    /** F21: the same for the same value of the same field in the same month. */
    private String hash(String field, String value, YearMonth month) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.of(month));
            mac.update(field.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return "hmac:"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(hash, HASH_BYTES));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
