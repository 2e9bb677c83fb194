package com.sexyresume.app.web.bodies;

import com.sexyresume.app.web.problems.BindingErrors;
import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.RequestError;
import com.sexyresume.app.web.requests.CanonicalUuid;
import com.sexyresume.app.web.requests.TimeText;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Judges the text of parameters in path, query and headers before Spring converts it, because Spring guesses: it takes
 * hexadecimal and Arabic digits for an integer, a number for a time, and nothing for the default. A parameter that the
 * handler does not declare is refused as an unknown field of a body is, unless the handler takes any, by a {@code Map}
 * of them. All that is wrong is told at once.
 */
final class ParameterGuard {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

    /** Of our handlers alone: the pages of libraries know their own parameters. */
    private static final String OURS = "com.sexyresume.";

    private static final Map<Class<?>, BigInteger> GREATEST = Map.of(
            Integer.class, BigInteger.valueOf(Integer.MAX_VALUE),
            Long.class, BigInteger.valueOf(Long.MAX_VALUE));

    private final Map<Method, Declared> declared = new ConcurrentHashMap<>();

    private record Parameter(String in, String name, Class<?> type, boolean repeatable) {}

    /** @param any whether parameters of the query that are not declared are taken */
    private record Declared(Map<String, Parameter> query, List<Parameter> others, boolean any) {}

    /** @throws ProblemException {@code invalid-parameter}, with each of them */
    void judge(HttpServletRequest request, HandlerMethod method) {
        // An error page is asked for with what the request had that failed.
        if (request.getDispatcherType() != DispatcherType.REQUEST
                || !method.getBeanType().getName().startsWith(OURS)) {
            return;
        }
        Declared known = declared.computeIfAbsent(method.getMethod(), unread -> declared(method));
        List<RequestError> errors = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            Parameter parameter = known.query().get(name);
            if (parameter != null) {
                judge(parameter, List.of(values), errors);
            } else if (!known.any()) {
                errors.add(RequestError.parameter("query", printable(name), "is not a parameter that is known here"));
            }
        });
        for (Parameter parameter : known.others()) {
            judge(parameter, sent(request, parameter), errors);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER.problem().withErrors(errors));
        }
    }

    private static List<String> sent(HttpServletRequest request, Parameter parameter) {
        if (parameter.in().equals("header")) {
            return Collections.list(request.getHeaders(parameter.name()));
        }
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> map && map.get(parameter.name()) instanceof String value
                ? List.of(value)
                : List.of();
    }

    private static void judge(Parameter parameter, List<String> values, List<RequestError> errors) {
        if (values.size() > 1 && !parameter.repeatable()) {
            errors.add(RequestError.parameter(parameter.in(), parameter.name(), "must be there once"));
            return;
        }
        for (String value : values) {
            String wrong = wrong(parameter.type(), value);
            if (wrong != null) {
                errors.add(RequestError.parameter(parameter.in(), parameter.name(), wrong));
                return;
            }
        }
    }

    /** What is wrong with a text for such a parameter, if something is. */
    private static @Nullable String wrong(Class<?> type, String text) {
        if (type == String.class) {
            // PostgreSQL has no U+0000 in text, and neither it nor UTF-8 has half a character.
            if (text.indexOf(0) >= 0) {
                return "contains the character U+0000";
            }
            return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? null : "contains half a character";
        }
        return isOne(type, text) ? null : "must be " + BindingErrors.expected(type) + hint(type, text);
    }

    private static boolean isOne(Class<?> type, String text) {
        try {
            BigInteger greatest = GREATEST.get(type);
            if (greatest != null) {
                // The least one is one further from 0 than the greatest.
                return INTEGER.matcher(text).matches()
                        && new BigInteger(text).compareTo(greatest) <= 0
                        && new BigInteger(text).compareTo(greatest.not()) >= 0;
            }
            if (type == Boolean.class) {
                return text.equals("true") || text.equals("false");
            }
            if (type == UUID.class) {
                return CanonicalUuid.isOne(text);
            }
            if (type == Instant.class) {
                var _ = TimeText.instant(text);
            } else if (type == LocalDate.class) {
                var _ = TimeText.day(text);
            } else if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .anyMatch(constant -> ((Enum<?>) constant).name().equals(text));
            }
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    /** The offset of a time as it comes out of a query that was not encoded. */
    private static String hint(Class<?> type, String text) {
        return type == Instant.class && text.indexOf(' ') >= 0 ? "; a + is written %2B in a query" : "";
    }

    private static Declared declared(HandlerMethod method) {
        Map<String, Parameter> query = new LinkedHashMap<>();
        List<Parameter> others = new ArrayList<>();
        boolean any = false;
        for (MethodParameter parameter : method.getMethodParameters()) {
            Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(parameter.getParameterType());
            RequestParam ofQuery = parameter.getParameterAnnotation(RequestParam.class);
            PathVariable ofPath = parameter.getParameterAnnotation(PathVariable.class);
            RequestHeader ofHeader = parameter.getParameterAnnotation(RequestHeader.class);
            // A field of text that is there twice is a list (RFC 9110, section 5.3), such as Prefer.
            boolean repeatable = type.isArray()
                    || Collection.class.isAssignableFrom(type)
                    || (ofHeader != null && type == String.class);
            if (ofQuery != null && Map.class.isAssignableFrom(type)) {
                any = true;
            } else if (ofQuery != null) {
                String name = name(ofQuery.name(), parameter);
                query.put(name, new Parameter("query", name, type, repeatable));
            } else if (ofPath != null) {
                others.add(new Parameter("path", name(ofPath.name(), parameter), type, repeatable));
            } else if (ofHeader != null) {
                others.add(new Parameter("header", name(ofHeader.name(), parameter), type, repeatable));
            }
        }
        return new Declared(query, others, any);
    }

    private static String name(String written, MethodParameter parameter) {
        if (!written.isEmpty()) {
            return written;
        }
        String name = parameter.getParameterName();
        if (name == null) {
            throw new IllegalStateException(parameter + " has no name");
        }
        return name;
    }

    private static String printable(String name) {
        return name.substring(0, Math.min(64, name.length())).replaceAll("[^\\x21-\\x7e]", "?");
    }
}
