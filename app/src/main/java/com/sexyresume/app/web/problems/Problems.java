package com.sexyresume.app.web.problems;

import com.github.f4b6a3.uuid.UuidCreator;
import com.sexyresume.app.web.requests.CanonicalUuid;
import com.sexyresume.app.web.requests.RequestId;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StaleVersion;
import com.sexyresume.events.UserId;
import com.sexyresume.reading.MissedOperations;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/**
 * The one place that says which problem an exception is. The exception and then each of its causes is looked at, so it
 * does not matter who wrapped it; what nobody knows is an {@code internal-error}, whose id is in the log: the
 * request's, if that is a UUID.
 */
public final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final int MAX_CAUSES = 20;
    private static final String GONE = "The caller did not wait for the answer.";

    private final List<ProblemMapping> mappings;
    private final List<MissedOperations> missedOperations;

    public Problems(List<ProblemMapping> mappings, List<MissedOperations> missedOperations) {
        this.mappings = List.copyOf(mappings);
        this.missedOperations = List.copyOf(missedOperations);
    }

    public Problem of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            Problem problem = known(cause);
            if (problem != null) {
                return problem;
            }
            cause = cause.getCause();
        }
        UUID id = Objects.requireNonNullElseGet(RequestId.current(), UuidCreator::getTimeOrderedEpoch);
        log.error("internal-error {}", id, thrown);
        return ProblemType.INTERNAL_ERROR
                .problem()
                .with("instance", "urn:uuid:" + id)
                .with("errorId", id);
    }

    private @Nullable Problem known(Throwable thrown) {
        for (ProblemMapping mapping : mappings) {
            Optional<Problem> problem = mapping.problemOf(thrown);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        return switch (thrown) {
            case ProblemException refused -> refused.problem();
            case CommandRejected rejected -> rejection(rejected.rejection());
            case ConcurrencyException conflict ->
                ProblemType.TRY_AGAIN.problem("Others were changing the same thing at the same time.");
            case AuthenticationServiceException away ->
                ProblemType.TRY_AGAIN.problem("The keys of the token's issuer cannot be had at the moment.");
            case AuthenticationException unauthenticated -> ProblemType.UNAUTHENTICATED.problem();
            case AccessDeniedException denied -> ProblemType.FORBIDDEN.problem();
            case RequestRejectedException rejected ->
                ProblemType.MALFORMED_REQUEST.problem("The path, a parameter or a header holds what no client needs.");
            case ClientAbortException gone -> ProblemType.MALFORMED_REQUEST.problem(GONE);
            case AsyncRequestNotUsableException gone -> ProblemType.MALFORMED_REQUEST.problem(GONE);
            case InvalidParameterException invalid ->
                ProblemType.INVALID_PARAMETER.problem("The query cannot be read.");
            case RejectedExecutionException full -> ProblemType.TRY_AGAIN.problem();
            case CannotCreateTransactionException away -> ProblemType.DATABASE_UNAVAILABLE.problem();
            case DataAccessResourceFailureException away -> ProblemType.DATABASE_UNAVAILABLE.problem();
            case ConcurrencyFailureException conflict -> ProblemType.TRY_AGAIN.problem();
            case QueryTimeoutException slow -> ProblemType.TRY_AGAIN.problem("The database took too long to answer.");
            case SQLException failure -> database(failure);
            default -> request(thrown);
        };
    }

    private Problem rejection(Rejection rejection) {
        Problem problem = Problem.of(rejection.code(), rejection.kind().status(), rejection.detail())
                .with(rejection.members());
        Duration retryAfter = rejection.retryAfter();
        if (retryAfter != null) {
            // Rounded up: too early is refused again.
            problem = problem.retryAfter(
                    Math.toIntExact(retryAfter.plusMillis(999).toSeconds()));
        }
        for (Map.Entry<String, String> header : rejection.headers().entrySet()) {
            problem = problem.withHeader(header.getKey(), header.getValue());
        }
        if (rejection instanceof StaleVersion(var stream, var expected, var actual)) {
            UserId caller = caller();
            if (caller != null && expected >= 0 && actual > expected) {
                return problem.with(
                        "missed",
                        missedOperations.stream()
                                .flatMap(told -> told.since(caller, stream.type(), stream.id(), expected).stream())
                                .toList());
            }
        }
        return problem;
    }

    private static @Nullable UserId caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && CanonicalUuid.isOne(caller.getName())
                ? new UserId(UUID.fromString(caller.getName()))
                : null;
    }

    /** By the classes of SQLSTATE (PostgreSQL, appendix A). */
    private static @Nullable Problem database(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException) {
            return ProblemType.DATABASE_UNAVAILABLE.problem();
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals("57014") || state.equals("55P03") || state.startsWith("40")) {
            return ProblemType.TRY_AGAIN.problem();
        }
        // No connection, no resources (memory, disk, connections), shut down, input and output, a standby.
        return state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.startsWith("58")
                        || state.equals("25006")
                ? ProblemType.DATABASE_UNAVAILABLE.problem()
                : null;
    }

    private static @Nullable Problem request(Throwable thrown) {
        return switch (thrown) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid -> binding(invalid.getBindingResult());
            case BindException invalid -> binding(invalid.getBindingResult());
            case HandlerMethodValidationException invalid when !invalid.isForReturnValue() -> parameters(invalid);
            case MethodArgumentTypeMismatchException mismatch ->
                parameter(
                        in(mismatch.getParameter()),
                        mismatch.getName(),
                        "must be " + BindingErrors.expected(mismatch.getRequiredType()));
            case MissingRequestHeaderException missing -> parameter("header", missing.getHeaderName(), "is required");
            case MissingServletRequestParameterException missing ->
                parameter("query", missing.getParameterName(), "is required");
            case ServletRequestBindingException missing
            when missing.getStatusCode().is4xxClientError() -> ProblemType.INVALID_PARAMETER.problem();
            case TypeMismatchException mismatch -> null;
            case HttpRequestMethodNotSupportedException unsupported ->
                withHeaders(ProblemType.METHOD_NOT_ALLOWED.problem(), unsupported);
            case HttpMediaTypeNotSupportedException unsupported ->
                withHeaders(ProblemType.UNSUPPORTED_MEDIA_TYPE.problem(), unsupported);
            case HttpMediaTypeNotAcceptableException unacceptable ->
                withHeaders(ProblemType.NOT_ACCEPTABLE.problem(), unacceptable);
            case NoHandlerFoundException nothing -> ProblemType.NOT_FOUND.problem();
            case NoResourceFoundException nothing -> ProblemType.NOT_FOUND.problem();
            case ErrorResponse response
            when response.getStatusCode().value() != 500 ->
                withHeaders(ProblemType.ofStatus(response.getStatusCode().value()), response);
            default -> null;
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case ProblemException refused -> refused.problem();
            case JacksonException mismatch ->
                ProblemType.INVALID_REQUEST.problem().withErrors(List.of(BindingErrors.of(mismatch)));
            case null -> ProblemType.MALFORMED_REQUEST.problem("A body is required.");
            default -> ProblemType.MALFORMED_REQUEST.problem("The body cannot be read.");
        };
    }

    private static Problem binding(BindingResult result) {
        List<RequestError> errors = new ArrayList<>();
        for (FieldError error : result.getFieldErrors()) {
            String words = error.isBindingFailure() ? null : error.getDefaultMessage();
            errors.add(RequestError.parameter("query", error.getField(), words == null ? "is not valid" : words));
        }
        return ProblemType.INVALID_PARAMETER.problem().withErrors(errors);
    }

    private static Problem parameters(HandlerMethodValidationException invalid) {
        List<RequestError> errors = new ArrayList<>();
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            MethodParameter parameter = result.getMethodParameter();
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                String words = error.getDefaultMessage();
                errors.add(error(parameter, words == null ? "is not valid" : words));
            }
        }
        return ProblemType.INVALID_PARAMETER.problem().withErrors(errors);
    }

    private static RequestError error(MethodParameter parameter, String detail) {
        return parameter.hasParameterAnnotation(RequestBody.class)
                ? RequestError.at("", detail)
                : RequestError.parameter(in(parameter), name(parameter), detail);
    }

    private static Problem parameter(String in, String name, String detail) {
        return ProblemType.INVALID_PARAMETER.problem().withErrors(List.of(RequestError.parameter(in, name, detail)));
    }

    private static String in(MethodParameter parameter) {
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return "path";
        }
        return parameter.hasParameterAnnotation(RequestHeader.class) ? "header" : "query";
    }

    private static String name(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null && !header.name().isEmpty()) {
            return header.name();
        }
        String name = parameter.getParameterName();
        return name == null ? "" : name;
    }

    private static Problem withHeaders(Problem problem, ErrorResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.getHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        return problem.withHeaders(headers);
    }
}
