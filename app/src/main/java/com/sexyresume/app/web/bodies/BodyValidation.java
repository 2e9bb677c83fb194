package com.sexyresume.app.web.bodies;

import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.RequestError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JsonPointer;

/**
 * Validates every body that was bound to a record (Jakarta Validation), whether or not its parameter carries
 * {@code @Valid}: a constraint that nobody checks would be worse than none. All violations are told, with JSON
 * pointers.
 */
@ControllerAdvice
public class BodyValidation extends RequestBodyAdviceAdapter {

    private final Validator validator;

    BodyValidation(Validator validator) {
        this.validator = validator;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        List<RequestError> errors = new ArrayList<>();
        if (body instanceof Collection<?> elements) {
            int index = 0;
            for (Object element : elements) {
                validate(element, JsonPointer.empty().appendIndex(index++), errors);
            }
        } else {
            validate(body, JsonPointer.empty(), errors);
        }
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(error -> error.pointer() + " " + error.detail()));
            throw new ProblemException(ProblemType.INVALID_REQUEST.problem().withErrors(errors));
        }
        return body;
    }

    private void validate(@Nullable Object bound, JsonPointer place, List<RequestError> errors) {
        if (bound instanceof Record) {
            for (ConstraintViolation<Object> violation : validator.<Object>validate(bound)) {
                errors.add(RequestError.at(
                        pointer(place, violation.getPropertyPath()).toString(), violation.getMessage()));
            }
        }
    }

    private static JsonPointer pointer(JsonPointer place, Path path) {
        JsonPointer pointer = place;
        for (Path.Node step : path) {
            if (step.getIndex() != null) {
                pointer = pointer.appendIndex(step.getIndex());
            } else if (step.getKey() != null) {
                pointer = pointer.appendProperty(step.getKey().toString());
            }
            boolean hasName = step.getName() != null && !step.getName().startsWith("<");
            if (hasName) {
                pointer = pointer.appendProperty(step.getName());
            }
        }
        return pointer;
    }
}
