package com.sexyresume.app.web.openapi;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Answers a read with {@code If-None-Match: *} by 304, when there is what was asked for and it has a tag (RFC 9110,
 * section 13.1.2): Spring compares tags and lists of them, and passes over the asterisk.
 */
@ControllerAdvice
public final class AnyRepresentation implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return HttpEntity.class.isAssignableFrom(returned.getParameterType());
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        boolean isRead = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
        boolean any = request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
                .anyMatch(tag -> tag.strip().equals("*"));
        if (isRead
                && any
                && response.getHeaders().getETag() != null
                && response instanceof ServletServerHttpResponse servlet
                && servlet.getServletResponse().getStatus() == HttpServletResponse.SC_OK) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return null;
        }
        return body;
    }
}
