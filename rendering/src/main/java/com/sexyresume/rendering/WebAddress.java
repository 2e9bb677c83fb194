package com.sexyresume.rendering;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text links to that says an address as people write it: with or without its scheme, in letters of any script
 * (RFC 3987), which the target has as RFC 3986 wants them. Nothing but the web is linked to.
 */
final class WebAddress {

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_LABEL_LENGTH = 63;
    private static final Pattern PARTS = Pattern.compile(
            "(?:(https?)://)?([\\p{L}\\p{M}\\p{N}.-]{1,253})(:[0-9]{1,5})?([/?#].*)?", Pattern.CASE_INSENSITIVE);
    /** Of a path, a query and a fragment; {@code %} is kept, because such a text has been written for machines. */
    private static final String KEPT = "-._~!$&'()*+,;=:@/?#%";

    private WebAddress() {}

    /** An absolute address in ASCII; null when the text is none. */
    static @Nullable String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String scheme = parts.group(1) == null ? "https" : parts.group(1).toLowerCase(Locale.ROOT);
        String host = host(parts.group(2));
        String port = parts.group(3) == null ? "" : parts.group(3);
        String rest = parts.group(4) == null ? "" : encoded(parts.group(4));
        return host == null || rest == null ? null : scheme + "://" + host + port + rest;
    }

    /** With a dot between labels that neither begin nor end with a hyphen; null when it is none. */
    private static @Nullable String host(String written) {
        String host;
        try {
            host = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noHost) {
            return null;
        }
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH || label.startsWith("-") || label.endsWith("-")) {
                return null;
            }
        }
        return labels.length < 2 ? null : host;
    }

    /** With everything in percents that is not ASCII; null when it has spaces or quotes in it. */
    private static @Nullable String encoded(String rest) {
        StringBuilder encoded = new StringBuilder(rest.length());
        for (int index = 0; index < rest.length(); ) {
            int point = rest.codePointAt(index);
            index += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isISOControl(point) || "\"<>\\^`{|}".indexOf(point) >= 0) {
                return null;
            }
            boolean isPlain = point < 0x80 && (KEPT.indexOf(point) >= 0 || Character.isLetterOrDigit(point));
            if (isPlain) {
                encoded.append((char) point);
            } else {
                for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
                }
            }
        }
        return encoded.toString();
    }
}
