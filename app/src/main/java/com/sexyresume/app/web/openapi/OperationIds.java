package com.sexyresume.app.web.openapi;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;
import org.springframework.web.method.HandlerMethod;

/**
 * Names every operation {@code resource.verb}: the controller's name and the method's, {@code resumes.create}. A method
 * that is called as the resource is its {@code list} ({@code resumes.resumes}) or its {@code get}
 * ({@code resumes.resume}). An id that an annotation gives stays.
 */
final class OperationIds {

    private static final String SUFFIX = "Controller";

    private OperationIds() {}

    static String of(HandlerMethod handler) {
        Operation operation = handler.getMethodAnnotation(Operation.class);
        if (operation != null && !operation.operationId().isEmpty()) {
            return operation.operationId();
        }
        String resource = resource(handler.getBeanType().getSimpleName());
        return resource + "." + verb(resource, handler.getMethod().getName());
    }

    private static String resource(String controller) {
        String name = controller.endsWith(SUFFIX)
                ? controller.substring(0, controller.length() - SUFFIX.length())
                : controller;
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String verb(String resource, String method) {
        String plural = resource.toLowerCase(Locale.ROOT);
        String noun = method.toLowerCase(Locale.ROOT);
        if (plural.endsWith(noun)) {
            return "list";
        }
        return plural.endsWith(noun + "s") || plural.endsWith(noun + "es") ? "get" : method;
    }
}
