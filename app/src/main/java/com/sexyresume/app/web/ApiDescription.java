package com.sexyresume.app.web;

import com.sexyresume.command.Answers;
import com.sexyresume.command.CommandRequest;
import com.sexyresume.command.TokenEmail;
import com.sexyresume.query.ReadsFrom;
import io.swagger.v3.core.converter.ModelConverter;
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
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What the generated OpenAPI document says beyond the controllers: how to get a token, the headers that every write or
 * read understands, and the problems that every operation may answer with.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

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

    private static final Map<String, String> PROBLEMS = Map.ofEntries(
            Map.entry("400", "The request is malformed or invalid; `errors` says where"),
            Map.entry("401", "No token, or none that is valid now"),
            Map.entry("403", "The token does not allow this"),
            Map.entry("404", "There is no such thing, or it is somebody else's"),
            Map.entry("406", "Only JSON can be answered"),
            Map.entry("409", "A rule forbids it; `code` says which"),
            Map.entry("412", "If-Match names a version that is no longer the last; `missed` says what came since"),
            Map.entry("413", "The body is too large"),
            Map.entry("415", "The body has another media type than is accepted"),
            Map.entry("422", "Well-formed, but its content breaks a rule"),
            Map.entry("428", "If-Match is needed here"),
            Map.entry("429", "Too many requests; see Retry-After"),
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
        return api -> {
            Components components = api.getComponents();
            components.addSchemas("Problem", problemSchema());
            components.addSchemas("RequestError", requestErrorSchema());
            PROBLEMS.keySet().stream()
                    .sorted()
                    .forEach(status -> components.addResponses(status, problemResponse(status)));
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        addProblems(path, method, operation);
                    }));
        };
    }

    @Bean
    GlobalOperationCustomizer headersOfReadsAndWrites() {
        return (operation, handler) -> {
            if (BodyGuard.takesCommandRequest(handler)) {
                describeWrite(operation);
            }
            if (readsFromProjections(handler)) {
                describeRead(operation);
            }
            return operation;
        };
    }

    private static void describeWrite(Operation operation) {
        operation.addParametersItem(idempotencyKey());
        operation.addParametersItem(ifMatch());
        answersWith(operation, "ETag", header("The new version, a strong ETag: send it as If-Match", "\"3\""));
        answersWith(
                operation,
                Answers.EVENT_POSITION,
                header("The position of what was recorded: send it as " + MIN_POSITION, "42"));
        for (int status : new int[] {409, 412, 422, 428}) {
            problem(operation.getResponses(), status);
        }
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
                header("The position that the answer shows, when " + MIN_POSITION + " was sent", "42"));
    }

    private static void answersWith(Operation operation, String name, Header header) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeaderObject(name, header);
            }
        });
    }

    private static void addProblems(String path, PathItem.HttpMethod method, Operation operation) {
        ApiResponses responses = operation.getResponses();
        problem(responses, 400);
        problem(responses, 406);
        problem(responses, 429);
        problem(responses, 500);
        problem(responses, 503);
        if (method == PathItem.HttpMethod.GET && PublicPages.include(path)) {
            operation.setSecurity(List.of());
        } else if (path.startsWith("/v1/")) {
            problem(responses, 401);
            problem(responses, 403);
        }
        if (path.contains("{") || method != PathItem.HttpMethod.POST) {
            problem(responses, 404);
        }
        if (operation.getRequestBody() != null) {
            problem(responses, 413);
            problem(responses, 415);
        }
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

    private static ApiResponse problemResponse(String status) {
        ApiResponse response = new ApiResponse()
                .description(PROBLEMS.get(status))
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
        switch (status) {
            case "401" -> response.addHeaderObject("WWW-Authenticate", header("How to authenticate", "Bearer"));
            case "429", "503" -> response.addHeaderObject("Retry-After", header("Seconds", "1"));
            default -> {}
        }
        return response;
    }

    private static Header header(String description, String example) {
        return new Header().description(description).schema(new StringSchema().example(example));
    }

    private static Parameter idempotencyKey() {
        return new HeaderParameter()
                .name(CommandRequests.IDEMPOTENCY_KEY)
                .description("1 to 200 visible ASCII characters: the same key with the same request takes effect once"
                        + " and is answered alike; with another request it is 422 `idempotency-key-reused`")
                .schema(new StringSchema().minLength(1).maxLength(200));
    }

    private static Parameter ifMatch() {
        return new HeaderParameter()
                .name("If-Match")
                .description(
                        "The version you have seen, exactly as the ETag gave it; or several, of which one must be the"
                                + " last, or `*` for any. 412 when none is")
                .schema(new StringSchema().example("\"3\""));
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
                .addProperty("detail", new StringSchema());
        schema.setRequired(List.of("detail"));
        return schema;
    }
}
