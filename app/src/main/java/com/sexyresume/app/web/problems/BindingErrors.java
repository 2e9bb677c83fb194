package com.sexyresume.app.web.problems;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sexyresume.app.web.requests.TimeText;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in words of JSON what could not be bound, and where: Jackson's own messages name classes. */
public final class BindingErrors {

    private BindingErrors() {}

    static RequestError of(JacksonException thrown) {
        return RequestError.at(pointer(thrown), detail(thrown));
    }

    private static String pointer(JacksonException thrown) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : thrown.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(Math.max(0, step.getIndex()))
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer.toString();
    }

    private static String detail(JacksonException thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException unknown -> "is not a field that is known here";
            case InvalidNullException missing -> "is required";
            case InputCoercionException overflow -> "is out of range";
            case MismatchedInputException mismatch when isMissing(mismatch) -> "is required";
            case InvalidFormatException format
            when format.getTargetType() != null && format.getTargetType().isEnum() ->
                "must be one of " + constants(format.getTargetType());
            case MismatchedInputException mismatch -> "must be " + expected(mismatch.getTargetType());
            default -> "is not valid";
        };
    }

    private static boolean isMissing(MismatchedInputException mismatch) {
        String message = mismatch.getOriginalMessage();
        return message.startsWith("Missing required creator property") || message.startsWith("Cannot map `null` into");
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(constant -> {
                    JsonProperty written = constant.getAnnotation(JsonProperty.class);
                    return written == null || written.value().isEmpty() ? constant.getName() : written.value();
                })
                .collect(Collectors.joining(", "));
    }

    public static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (List.of(
                        byte.class,
                        short.class,
                        int.class,
                        long.class,
                        Byte.class,
                        Short.class,
                        Integer.class,
                        Long.class,
                        BigInteger.class)
                .contains(type)) {
            return "an integer";
        }
        if (List.of(float.class, double.class, Float.class, Double.class, BigDecimal.class)
                .contains(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class || type == char.class || type == Character.class) {
            return "a string";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type.isEnum()) {
            return "one of " + constants(type);
        }
        if (type == Instant.class) {
            return TimeText.TIME;
        }
        if (type == LocalDate.class) {
            return TimeText.DAY;
        }
        if (Temporal.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type)) {
            return "a date, time or period of ISO 8601";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "of another type";
    }
}
