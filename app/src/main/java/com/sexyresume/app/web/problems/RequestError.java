package com.sexyresume.app.web.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request: a place in the body, or a parameter.
 *
 * @param pointer a JSON pointer (RFC 6901) into the body; empty for the whole of it
 * @param parameter the name of a path, query or header parameter
 * @param in where the parameter is: {@code path}, {@code query} or {@code header}
 * @param detail what is wrong, without the value
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestError(
        @Nullable String pointer,
        @Nullable String parameter,
        @Nullable String in,
        String detail) {

    public static RequestError at(String pointer, String detail) {
        return new RequestError(pointer, null, null, detail);
    }

    public static RequestError parameter(String in, String parameter, String detail) {
        return new RequestError(null, parameter, in, detail);
    }
}
