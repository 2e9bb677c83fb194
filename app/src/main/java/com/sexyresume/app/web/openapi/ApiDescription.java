package com.sexyresume.app.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sexyresume.app.web.bodies.BodyGuard;
import com.sexyresume.app.web.bodies.CommandRequests;
import com.sexyresume.app.web.requests.RequestId;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.ReadsFrom;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.TokenEmail;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * What the generated OpenAPI document says beyond the controllers: how to get a token, the headers that every write or
 * read understands, and the problems that every operation may answer with.
 */
@Configuration(proxyBeanMethods = false)
public class ApiDescription {

    private static final String BEARER = "bearer";
    private static final String MIN_POSITION = "Min-Position";
    private static final String ABOUT = """
            Résumés, credits and what belongs to them, kept as an event history.

            **Token.** Every operation under `/v1` needs `Authorization: Bearer <JWT>`, as Supabase issues them: `sub` \
            is the user's UUID, `role` is `authenticated` or `service_role`, `aud` is `authenticated`. An application \
            that runs without configuration is in its `dev` profile and issues one itself, on loopback only: \
            `curl -X POST http://127.0.0.1:8080/dev/token`.

            **Writes** answer with the new version as `ETag` and with `Event-Position`. Send the version back as \
            `If-Match` to edit what you have seen (428 when it is needed and missing, 412 with what you missed when \
            it is stale), an `Idempotency-Key` to be able to repeat a request, and the position as `Min-Position` to \
            read your own write.

            **Errors** are problem details (RFC 9457); the `type` of each is a page on this server.

            Name your client in `x-application-name`: it helps to find its requests in the log.
            """;

    /** RFC 6902. */
    private static final String JSON_PATCH = """
            {"type": "array",
             "description": "A JSON Patch (RFC 6902)",
             "items": {"oneOf": [
               {"type": "object",
                "required": ["op", "path", "value"],
                "properties": {"op": {"type": "string", "enum": ["add", "replace", "test"]},
                               "path": {"type": "string", "format": "json-pointer"},
                               "value": {"description": "Any JSON value"}}},
               {"type": "object",
                "required": ["op", "path"],
                "properties": {"op": {"type": "string", "enum": ["remove"]},
                               "path": {"type": "string", "format": "json-pointer"}}},
               {"type": "object",
                "required": ["op", "from", "path"],
                "properties": {"op": {"type": "string", "enum": ["move", "copy"]},
                               "from": {"type": "string", "format": "json-pointer"},
                               "path": {"type": "string", "format": "json-pointer"}}}]}}""";

    /** RFC 7396. */
    private static final String MERGE_PATCH = """
            {"type": "object",
             "description": "A merge patch (RFC 7396): null takes a member away",
             "additionalProperties": true}""";

    private static final int[] OF_EVERY_OPERATION = {400, 406, 408, 414, 429, 431, 500, 503};

    /** What stands in a path, by the name of its parameter. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "name", "credit-ledger",
            "key", "first-resume",
            "code", "7K3M9QXZ",
            "policy", "accounts",
            "sequence", "1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b",
            "streamType", "credit-account");

    private static final Map<String, String> PROBLEMS = Map.ofEntries(
            Map.entry("400", "The request is malformed or invalid; `errors` says where"),
            Map.entry("401", "No token, or none that is valid now"),
            Map.entry("403", "The token does not allow this"),
            Map.entry("404", "There is no such thing, or it is somebody else's"),
            Map.entry("406", "Only JSON can be answered"),
            Map.entry("408", "The request did not arrive in time"),
            Map.entry("409", "A rule forbids it, as `code` says"),
            Map.entry("410", "It was there and is gone for good"),
            Map.entry("412", "If-Match names a version that is no longer the last; `missed` says what came since"),
            Map.entry("413", "The body is too large"),
            Map.entry("414", "Path and query are too long"),
            Map.entry("415", "The body has another media type than is accepted"),
            Map.entry("422", "Well-formed, but its content breaks a rule"),
            Map.entry("428", "If-Match is needed here"),
            Map.entry("429", "Too many requests; see Retry-After"),
            Map.entry("431", "The header fields are too large"),
            Map.entry("500", "A defect of this server; it has been recorded"),
            Map.entry("503", "Not now; see Retry-After"));

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(CommandRequest.class, TokenEmail.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("SexyResume")
                        .version("1")
                        .description(ABOUT)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    OpenApiCustomizer problemsOfEveryOperation() {
        ProblemSchemas problems = new ProblemSchemas();
        return api -> {
            Components components = api.getComponents();
            components.addSchemas("Problem", problemSchema());
            components.addSchemas("RequestError", requestErrorSchema());
            components.addSchemas("JsonPatch", schema(JSON_PATCH));
            components.addSchemas("MergePatch", schema(MERGE_PATCH));
            problems.schemas().forEach(components::addSchemas);
            PROBLEMS.keySet().stream()
                    .sorted()
                    .forEach(status ->
                            components.addResponses(status, problemResponse(status, problems.ofAnyOperation(status))));
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        addProblems(path, method, operation, problems);
                        operation.getResponses().forEach(ApiDescription::locate);
                        operation.getResponses().values().stream()
                                .filter(response -> response.get$ref() == null)
                                .forEach(ApiDescription::nameRequest);
                        describeParameters(operation);
                    }));
            components.getResponses().values().forEach(ApiDescription::nameRequest);
            SchemaUses.describe(api);
        };
    }

    @Bean
    GlobalOperationCustomizer operationsByTheirHandlers() {
        return (operation, handler) -> {
            operation.setOperationId(OperationIds.of(handler));
            boolean isGet = isGet(handler);
            if (BodyGuard.takesCommandRequest(handler)) {
                for (int status : new int[] {412, 422, 428}) {
                    problem(operation.getResponses(), status);
                }
                if (!isGet) {
                    describeWrite(operation, handler);
                }
            }
            if (isGet && answered(handler).filter(Class::isRecord).isPresent()) {
                answersWith(
                        operation, HttpHeaders.ETAG, header("The version, a strong ETag: for If-Match", "\"3\"", true));
                operation
                        .getResponses()
                        .addApiResponse(
                                "304",
                                new ApiResponse()
                                        .description("It is still as the ETag in `If-None-Match` says")
                                        .addHeaderObject(
                                                HttpHeaders.ETAG, header("The version, a strong ETag", "\"3\"", true)));
            }
            if (readsFromProjections(handler)) {
                describeRead(operation);
            }
            return operation;
        };
    }

    private static boolean isGet(HandlerMethod handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping != null && List.of(mapping.method()).contains(RequestMethod.GET);
    }

    /** What stands in the {@code ResponseEntity} of a handler, which has set its fields. */
    private static Optional<Class<?>> answered(HandlerMethod handler) {
        ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod(), handler.getBeanType());
        return type.toClass() == ResponseEntity.class
                ? Optional.ofNullable(type.getGeneric(0).resolve())
                : Optional.empty();
    }

    private static void describeWrite(Operation operation, HandlerMethod handler) {
        // Two mappings may be one operation, which is described once for each.
        if (parameters(operation).noneMatch(CommandRequests.IDEMPOTENCY_KEY::equals)) {
            operation.addParametersItem(idempotencyKey());
            operation.addParametersItem(ifMatch());
        }
        Optional<Class<?>> answered = answered(handler);
        if (answered.isPresent()) {
            boolean always = answered.get() == Written.class;
            answersWith(
                    operation,
                    HttpHeaders.ETAG,
                    header("The new version, a strong ETag: send it as If-Match", "\"3\"", always));
            answersWith(
                    operation,
                    Answers.EVENT_POSITION,
                    header("The position of what was recorded: send it as " + MIN_POSITION, "42", always));
            answersWith(operation, "RateLimit", rateLimit());
            answersWith(operation, "RateLimit-Policy", rateLimitPolicy());
        }
    }

    private static Stream<String> parameters(Operation operation) {
        return operation.getParameters() == null
                ? Stream.empty()
                : operation.getParameters().stream().map(Parameter::getName);
    }

    private static boolean readsFromProjections(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), ReadsFrom.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ReadsFrom.class);
    }

    private static void describeRead(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(MIN_POSITION)
                .description("Wait, briefly, until the answer shows this position; 503 `projection-behind` if not")
                .schema(new IntegerSchema().format("int64").minimum(BigDecimal.ZERO)));
        answersWith(
                operation,
                Answers.EVENT_POSITION,
                header("The position that the answer shows, when " + MIN_POSITION + " was sent", "42", false));
    }

    private static void answersWith(Operation operation, String name, Header header) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2") || status.equals("304")) {
                response.addHeaderObject(name, header);
            }
        });
    }

    /** What was made, or is on its way, is to be read somewhere. */
    private static void locate(String status, ApiResponse response) {
        switch (status) {
            case "201" ->
                response.addHeaderObject(
                        HttpHeaders.LOCATION, uri("Where to read what was created, once it is projected"));
            case "202" -> response.addHeaderObject(HttpHeaders.LOCATION, uri("Where to read how it goes"));
            default -> {}
        }
    }

    private static Header uri(String description) {
        return new Header().description(description).required(true).schema(new StringSchema().format("uri-reference"));
    }

    /** What Swagger UI sends untouched has the form of what is meant. */
    private static void describeParameters(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        for (Parameter parameter : operation.getParameters()) {
            Schema<?> schema = parameter.getSchema();
            if (schema == null) {
                continue;
            }
            if ("limit".equals(parameter.getName()) && "50".equals(String.valueOf(schema.getDefault()))) {
                schema.setMinimum(BigDecimal.ONE);
                schema.setMaximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
            }
            if (Boolean.TRUE.equals(parameter.getRequired())
                    && parameter.getExample() == null
                    && schema.getExample() == null
                    && schema.getEnum() == null) {
                parameter.setExample(example(parameter.getName(), schema));
            }
        }
    }

    private static Object example(String name, Schema<?> schema) {
        if ("uuid".equals(schema.getFormat())) {
            return "1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b";
        }
        if (schema.getTypes() != null && schema.getTypes().contains("integer")) {
            return schema.getMinimum() == null ? 0 : schema.getMinimum().intValue();
        }
        return EXAMPLES.getOrDefault(name, name);
    }

    private static void addProblems(
            String path, PathItem.HttpMethod method, Operation operation, ProblemSchemas problems) {
        ApiResponses responses = operation.getResponses();
        for (int status : OF_EVERY_OPERATION) {
            problem(responses, status);
        }
        if (method == PathItem.HttpMethod.GET && PublicPages.include(path)) {
            operation.setSecurity(List.of());
        } else if (path.startsWith("/v1/")) {
            problem(responses, 401);
            problem(responses, 403);
            problem(responses, 410);
            if (method != PathItem.HttpMethod.GET && !problems.know(operation)) {
                problem(responses, 409);
            }
        }
        if (path.contains("{") || path.startsWith("/v1/")) {
            problem(responses, 404);
        }
        if (operation.getRequestBody() != null) {
            problem(responses, 413);
            problem(responses, 415);
        }
        problems.of(operation)
                .forEach((status, codes) -> responses.addApiResponse(
                        status,
                        problemResponse(
                                status,
                                Stream.concat(problems.ofAnyOperation(status).stream(), codes.stream())
                                        .toList())));
        ApiResponses sorted = new ApiResponses();
        responses.keySet().stream().sorted().forEach(status -> sorted.addApiResponse(status, responses.get(status)));
        operation.setResponses(sorted);
    }

    private static void problem(ApiResponses responses, int status) {
        String code = Integer.toString(status);
        if (!responses.containsKey(code)) {
            responses.addApiResponse(code, new ApiResponse().$ref("#/components/responses/" + code));
        }
    }

    /** One of the problems with these codes, or any when none is named. */
    private static ApiResponse problemResponse(String status, List<String> codes) {
        String named = codes.stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "));
        ApiResponse response = new ApiResponse()
                .description(PROBLEMS.get(status) + (named.isEmpty() ? "" : ": " + named))
                .content(new Content()
                        .addMediaType("application/problem+json", new MediaType().schema(ProblemSchemas.oneOf(codes))));
        switch (status) {
            case "401" -> response.addHeaderObject("WWW-Authenticate", header("How to authenticate", "Bearer", true));
            case "406" -> response.addHeaderObject("Accept", header("What can be answered", "application/json", false));
            case "415" -> {
                response.addHeaderObject(
                        "Accept", header("The media types of the operation", "application/json", false));
                response.addHeaderObject(
                        "Accept-Patch",
                        header("The same, of a PATCH (RFC 5789)", "application/json-patch+json", false));
                response.addHeaderObject("Accept-Encoding", header("No body may be compressed", "identity", false));
            }
            case "429" -> {
                response.addHeaderObject("Retry-After", header("Seconds", "1", false));
                response.addHeaderObject("RateLimit", rateLimit());
                response.addHeaderObject("RateLimit-Policy", rateLimitPolicy());
            }
            case "409", "503" -> response.addHeaderObject("Retry-After", header("Seconds", "1", false));
            default -> {}
        }
        response.addHeaderObject(
                Answers.EVENT_POSITION,
                header("The position that a read had reached, when " + MIN_POSITION + " was sent", "42", false));
        return response;
    }

    private static Header rateLimit() {
        return header("What is left of a quota, where one counts (IETF draft)", "\"enhancements\";r=9;t=3600", false);
    }

    private static Header rateLimitPolicy() {
        return header("The quota, where one counts (IETF draft)", "\"enhancements\";q=10;w=86400", false);
    }

    private static Header header(String description, String example, boolean always) {
        return new Header()
                .description(description)
                .required(always ? true : null)
                .schema(new StringSchema().example(example));
    }

    private static Parameter idempotencyKey() {
        return new HeaderParameter()
                .name(CommandRequests.IDEMPOTENCY_KEY)
                .description("1 to 200 visible ASCII characters: the same key with the same request takes effect once"
                        + " and is answered alike; with another request it is 422 `idempotency-key-reused`")
                .schema(new StringSchema().minLength(1).maxLength(200));
    }

    private static void nameRequest(ApiResponse response) {
        response.addHeaderObject(
                RequestId.HEADER,
                header(
                        "Names the request in the logs: the one that was sent, or a new one",
                        "0b6f5c1e-6f0c-4a57-9d0e-2f4b8c1d7a90",
                        false));
    }

    private static Parameter ifMatch() {
        return new HeaderParameter()
                .name("If-Match")
                .description(
                        "The version you have seen, as the ETag gave it, such as `\"3\"` with its quotes; or several, of which"
                                + " one must be the last, or `*` for any. 412 when none is")
                .schema(new StringSchema());
    }

    private static Schema<?> schema(String json) {
        try {
            return Json31.mapper().readValue(json, Schema.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A schema of this file cannot be read", impossible);
        }
    }

    private static Schema<?> problemSchema() {
        Schema<?> schema = new ObjectSchema()
                .description("RFC 9457, with further members that depend on the code")
                .addProperty("type", new StringSchema().format("uri-reference").example("/problems/invalid-request"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema().description("The last segment of the type; stable"))
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty(
                        "errors", new ArraySchema().items(new Schema<>().$ref("#/components/schemas/RequestError")))
                .additionalProperties(true);
        schema.setRequired(List.of("type", "title", "status", "detail", "code"));
        return schema;
    }

    private static Schema<?> requestErrorSchema() {
        Schema<?> schema = new ObjectSchema()
                .addProperty("pointer", new StringSchema().description("JSON pointer into the body (RFC 6901)"))
                .addProperty("parameter", new StringSchema())
                .addProperty("in", new StringSchema()._enum(List.of("path", "query", "header")))
                .addProperty("line", new IntegerSchema().description("Of a text with a syntax, from 1"))
                .addProperty("column", new IntegerSchema().description("Of a text with a syntax, from 0"))
                .addProperty("detail", new StringSchema());
        schema.setRequired(List.of("detail"));
        return schema;
    }
}
