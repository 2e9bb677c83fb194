package com.sexyresume.query.analytics;

import com.sexyresume.rendering.StreamSafeText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what is personal out of the properties of an analytics event, at every depth (F18, F19): fields by their
 * {@linkplain PersonalField names}, and addresses and numbers of persons in any text (D52). Arrays stay arrays. It
 * judges text by its form: it knows an e-mail address wherever it stands, and no name of a person in a sentence, which
 * is why an erasure empties these properties.
 */
final class Sanitizer {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REMOVED = "[removed]";
    private static final int HASH_BYTES = 18;
    private static final int DECODINGS = 3;

    private record Form(Pattern pattern, String replacement) {}

    /** What is longer than this after normalising, and more than twice as long as before, was written to be costly. */
    private static final int MAX_GROWN = 64;

    /**
     * In this order: an e-mail address may hold what looks like a number. Each takes time in proportion to the text,
     * since a repetition is bounded, or takes all that fits and gives nothing back, from where its run begins
     * ({@code SanitizerCostTest}).
     */
    private static final List<Form> FORMS = List.of(
            new Form(
                    Pattern.compile("(?<![\\pL\\pN._%+'-])[\\pL\\pN._%+'-]++@[\\pL\\pN-]++(?:\\.[\\pL\\pN-]++)++"),
                    "[email]"),
            new Form(Pattern.compile("\\b\\d{3}-\\d{2}-\\d{4}\\b"), "[number]"),
            new Form(Pattern.compile("\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b"), "[address]"),
            new Form(Pattern.compile("(?i)\\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\\b"), "[address]"),
            new Form(
                    Pattern.compile(
                            "(?i)(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,7})?::[0-9a-f]{1,4}+(?::[0-9a-f]{1,4}+)*+"),
                    "[address]"),
            // Where it fails, its run holds no digit behind the first seven characters, so few more begin in it.
            new Form(Pattern.compile("(?:\\+|\\b00|\\()\\d[\\d ()./-]{5,}\\d"), "[phone]"),
            new Form(Pattern.compile("\\b\\d{3}[ .-]\\d{3}[ .-]\\d{4}\\b"), "[phone]"),
            new Form(Pattern.compile("\\b0\\d{2,5}[ /-]\\d{4,10}\\b"), "[phone]"),
            new Form(Pattern.compile("\\b(?:\\d[ -]?){14,18}\\d\\b"), "[number]"));

    /** An id as programs make them: its digits are nobody's. */
    private static final Pattern UUID_FORM =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** What an address of the web says behind its path is about a visit, and often about a visitor. */
    private static final Pattern BEHIND_PATH = Pattern.compile("(?is)^((?:[a-z][a-z0-9+.-]*+:/)?/[^?#]*+)[?#].*+$");

    private static final Pattern FORMAT_CHARACTERS = Pattern.compile("\\p{Cf}");

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
            if (!clean(name).equals(name)) {
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
        return value.isString() ? JSON.getNodeFactory().stringNode(clean(value.stringValue())) : value;
    }

    /** Equal to the text when nothing in it looks personal. */
    private static String clean(String text) {
        String plain = FORMAT_CHARACTERS
                .matcher(StreamSafeText.normalized(text, Normalizer.Form.NFKC))
                .replaceAll("");
        if (plain.length() > Math.max(MAX_GROWN, 2 * text.length())) {
            return REMOVED;
        }
        if (UUID_FORM.matcher(plain).matches()) {
            return plain;
        }
        String path = BEHIND_PATH.matcher(plain).replaceFirst("$1");
        String decoded = path;
        for (int times = 0; times < DECODINGS; times++) {
            decoded = decoded(decoded);
        }
        if (!decoded.equals(path) && !masked(decoded).equals(decoded)) {
            return REMOVED;
        }
        return masked(path);
    }

    private static String masked(String text) {
        String masked = text;
        for (Form form : FORMS) {
            masked = form.pattern().matcher(masked).replaceAll(form.replacement());
        }
        return masked;
    }

    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
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
