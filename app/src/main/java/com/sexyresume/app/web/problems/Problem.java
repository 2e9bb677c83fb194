package com.sexyresume.app.web.problems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * An error as it is answered: a problem detail of RFC 9457 in {@code application/problem+json}, whose type is
 * {@code /problems/<code>}. It holds nothing that the caller sent and no name of a class.
 *
 * @param code kebab-case and stable; {@code docs/problems/<code>.md} explains it
 * @param status of HTTP
 * @param title the same for every problem of the type
 * @param detail a sentence about this occurrence
 * @param members further members, in the order in which they are written
 * @param headers of the answer, such as {@code Retry-After}
 */
public record Problem(
        String code,
        int status,
        String title,
        String detail,
        Map<String, Object> members,
        Map<String, List<String>> headers) {

    public static Problem of(String code, int status, String title, String detail) {
        return new Problem(code, status, title, detail, Map.of(), Map.of());
    }

    /** With the code as its title: {@code insufficient-credits} is titled "Insufficient credits". */
    public static Problem of(String code, int status, String detail) {
        return of(
                code,
                status,
                Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' '),
                detail);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(code, status, title, detail, more, headers);
    }

    public Problem with(Map<String, Object> further) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.putAll(further);
        return new Problem(code, status, title, detail, more, headers);
    }

    public Problem withErrors(List<RequestError> errors) {
        return with("errors", errors);
    }

    public Problem withHeader(String name, String value) {
        return withHeaders(Map.of(name, List.of(value)));
    }

    public Problem retryAfter(int seconds) {
        return withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    }

    Problem withHeaders(Map<String, List<String>> further) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.putAll(further);
        return new Problem(code, status, title, detail, members, more);
    }

    Problem withStatus(int other) {
        return new Problem(code, other, title, detail, members, headers);
    }

    /** The JSON object of RFC 9457, section 3. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + code);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        members.forEach(body::putIfAbsent);
        return body;
    }
}
