package com.sexyresume.app.identity;

import com.sexyresume.app.web.problems.Problem;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers who may not: 401 with a coarse reason ({@code missing}, {@code expired}, {@code invalid}) or 403. Outside of
 * the API nothing is there for anyone, which is 404.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter writer;

    Refusals(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        if (why instanceof InsufficientAuthenticationException && !isApi(request)) {
            writer.write(request, response, ProblemType.NOT_FOUND.problem());
            return;
        }
        String reason = reason(why);
        Problem problem = switch (reason) {
            case "missing" -> ProblemType.UNAUTHENTICATED.problem("A bearer token is needed.");
            case "expired" -> ProblemType.UNAUTHENTICATED.problem("The bearer token has expired.");
            default -> ProblemType.UNAUTHENTICATED.problem("The bearer token is not valid.");
        };
        writer.write(
                request,
                response,
                problem.with("reason", reason)
                        .withHeader(
                                HttpHeaders.WWW_AUTHENTICATE,
                                reason.equals("missing")
                                        ? "Bearer"
                                        : "Bearer error=\"invalid_token\", error_description=\"" + reason + "\""));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) {
        writer.write(
                request, response, isApi(request) ? ProblemType.FORBIDDEN.problem() : ProblemType.NOT_FOUND.problem());
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/v1/");
    }

    private static String reason(AuthenticationException why) {
        if (!(why instanceof OAuth2AuthenticationException)) {
            return "missing";
        }
        return why.getCause() instanceof JwtValidationException rules
                        && rules.getErrors().stream()
                                .anyMatch(error -> TokenRules.EXPIRED.equals(error.getDescription()))
                ? "expired"
                : "invalid";
    }
}
