package com.sexyresume.app.web.bodies;

import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.requests.AccessLog;
import com.sexyresume.sending.CommandRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.WebUtils;

/**
 * Judges a request once its handler is known and before anything is bound or carried out: the media types, the body and
 * {@linkplain ParameterGuard the parameters}. A handler that takes a body takes {@code application/json} alone, unless
 * its mapping says what it consumes; every JSON body ({@code *}{@code /*+json} as well) passes {@link StrictJson}.
 */
public final class BodyGuard implements HandlerInterceptor {

    private static final String API = "/v1/";

    private final StrictJson strictJson;
    private final ParameterGuard parameterGuard = new ParameterGuard();

    public BodyGuard(StrictJson strictJson) {
        this.strictJson = strictJson;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotSupportedException, HttpMediaTypeNotAcceptableException {
        if (request.getUserPrincipal() != null) {
            request.setAttribute(AccessLog.CALLER, request.getUserPrincipal().getName());
        }
        if (handler instanceof HandlerMethod method) {
            parameterGuard.judge(request, method);
            if (request.getRequestURI().startsWith(API)) {
                judgeAccept(request);
            }
            boolean takesBody = takesBody(method);
            if (takesBody || takesCommandRequest(method)) {
                judgeBody(request, method, takesBody);
            }
        }
        return true;
    }

    /** Otherwise a write would be carried out first and refused as not acceptable afterwards. */
    private static void judgeAccept(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null) {
            return;
        }
        try {
            for (MediaType accepted : MediaType.parseMediaTypes(accept)) {
                if (accepted.getQualityValue() > 0 && accepted.isCompatibleWith(MediaType.APPLICATION_JSON)) {
                    return;
                }
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw new HttpMediaTypeNotAcceptableException("Accept cannot be read");
        }
        throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
    }

    private void judgeBody(HttpServletRequest request, HandlerMethod method, boolean takesBody)
            throws HttpMediaTypeNotSupportedException {
        byte[] body = body(request);
        if (body.length == 0) {
            return;
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE
                    .problem("A body must not be compressed.")
                    .withHeader(HttpHeaders.ACCEPT_ENCODING, "identity"));
        }
        MediaType type = contentType(request);
        if (takesBody && !saysWhatItConsumes(method) && !isPlainJson(type)) {
            throw unsupported(request, type);
        }
        boolean empty = false;
        if (isJson(type) || (takesBody && isText(type))) {
            Charset charset = type == null ? null : type.getCharset();
            if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
                throw unsupported(request, type);
            }
            empty = strictJson.check(body);
        }
        if (!takesBody && !empty) {
            throw ProblemType.MALFORMED_REQUEST.exception("This operation takes no body.");
        }
    }

    /** The raw bytes of the body, kept for whoever asks for them later. */
    static byte[] body(HttpServletRequest request) {
        KeptBodyRequest kept = WebUtils.getNativeRequest(request, KeptBodyRequest.class);
        if (kept == null) {
            throw new IllegalStateException("The request did not pass the edge filter");
        }
        return kept.body();
    }

    private static @Nullable MediaType contentType(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        String header = request.getContentType();
        try {
            return header == null ? null : MediaType.parseMediaType(header);
        } catch (IllegalArgumentException unreadable) {
            throw unsupported(request, null);
        }
    }

    private static HttpMediaTypeNotSupportedException unsupported(
            HttpServletRequest request, @Nullable MediaType type) {
        return new HttpMediaTypeNotSupportedException(
                type, List.of(MediaType.APPLICATION_JSON), HttpMethod.valueOf(request.getMethod()));
    }

    private static boolean isPlainJson(@Nullable MediaType type) {
        return type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON) && type.isConcrete();
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && (isPlainJson(type)
                        || type.getSubtype().toLowerCase(Locale.ROOT).endsWith("+json"));
    }

    /** Taken only by what says that it consumes it, and read as JSON there. */
    private static boolean isText(@Nullable MediaType type) {
        return type != null && type.isCompatibleWith(MediaType.TEXT_PLAIN) && type.isConcrete();
    }

    private static boolean saysWhatItConsumes(HandlerMethod method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        return mapping != null && mapping.consumes().length > 0;
    }

    private static boolean takesBody(HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class)
                    || HttpEntity.class.isAssignableFrom(parameter.getParameterType())) {
                return true;
            }
        }
        return false;
    }

    public static boolean takesCommandRequest(HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.getParameterType() == CommandRequest.class) {
                return true;
            }
        }
        return false;
    }
}
