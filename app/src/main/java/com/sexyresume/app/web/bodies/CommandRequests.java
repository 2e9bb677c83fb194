package com.sexyresume.app.web.bodies;

import com.github.f4b6a3.uuid.UuidCreator;
import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.RequestError;
import com.sexyresume.app.web.requests.FingerprintKey;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.UuidV5;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Makes the {@link CommandRequest} that a controller receives. The same caller, operation and {@code Idempotency-Key}
 * always give the same command id (UUIDv5), which nobody else can compute into a probe, because the token's {@code sub}
 * is part of it; without a key the id is drawn (UUIDv7). The fingerprint covers what was asked, to the byte.
 */
public final class CommandRequests implements HandlerMethodArgumentResolver {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final String SERVICE_ROLE = "service_role";

    /** Never changes: the ids of commands that are recorded depend on it. */
    private static final UUID NAMESPACE = UUID.fromString("8ec2f887-0e8d-4722-9d59-481aec187de6");

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    /** Separates this use of the key from any other. */
    private static final byte[] PURPOSE = "request-fingerprint/1".getBytes(StandardCharsets.US_ASCII);

    private final FingerprintKey key;

    public CommandRequests(FingerprintKey key) {
        this.key = key;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == CommandRequest.class;
    }

    @Override
    public CommandRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("Commands come over HTTP");
        }
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)) {
            throw ProblemType.UNAUTHENTICATED.exception();
        }
        Jwt jwt = token.getToken();
        UUID caller = UUID.fromString(jwt.getSubject());
        return new CommandRequest(
                new UserId(caller),
                SERVICE_ROLE.equals(jwt.getClaimAsString("role")),
                commandId(request, caller),
                fingerprint(request),
                EntityTags.ifMatch(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH))));
    }

    private static UUID commandId(HttpServletRequest request, UUID caller) {
        String idempotencyKey = only(request, IDEMPOTENCY_KEY);
        if (idempotencyKey == null) {
            return UuidCreator.getTimeOrderedEpoch();
        }
        if (!KEY.matcher(idempotencyKey).matches()) {
            throw badHeader(IDEMPOTENCY_KEY, "must be 1 to 200 visible ASCII characters");
        }
        return UuidV5.of(
                NAMESPACE,
                String.join(
                        "\n",
                        caller.toString(),
                        request.getMethod() + " "
                                + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) + " "
                                + request.getRequestURI(),
                        idempotencyKey));
    }

    private static @Nullable String only(HttpServletRequest request, String header) {
        List<String> values = Collections.list(request.getHeaders(header));
        if (values.size() > 1) {
            throw badHeader(header, "must be there once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static ProblemException badHeader(String header, String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER
                .problem()
                .withErrors(List.of(RequestError.parameter("header", header, detail))));
    }

    private String fingerprint(HttpServletRequest request) {
        String query = request.getQueryString();
        String type = request.getContentType();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.key());
            field(mac, PURPOSE);
            field(mac, request.getMethod().getBytes(StandardCharsets.UTF_8));
            field(mac, request.getRequestURI().getBytes(StandardCharsets.UTF_8));
            field(mac, (query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
            field(mac, (type == null ? "" : type.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
            field(mac, BodyGuard.body(request));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The fingerprint key cannot be used", unusable);
        }
    }

    /** With its length before it, so that no two requests run together into the same bytes. */
    private static void field(Mac mac, byte[] bytes) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
    }
}
