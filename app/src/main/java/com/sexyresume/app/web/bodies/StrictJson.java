package com.sexyresume.app.web.bodies;

import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.RequestError;
import com.sexyresume.app.web.requests.WebProperties;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Judges a body once, before anything is bound to it: one JSON value of RFC 8259 in UTF-8 that every reader understands
 * alike (I-JSON, RFC 7493: no duplicate names, no lone surrogates, numbers in the range of a double) and that
 * PostgreSQL can keep (no {@code \u0000}), within the {@linkplain WebProperties.Body limits}.
 */
public final class StrictJson {

    private final WebProperties.Body limits;
    private final JsonFactory factory;

    public StrictJson(WebProperties.Body limits) {
        this.limits = limits;
        // Jackson's own constraints are a net below the checks here, which name the place and use our words.
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(limits.maxBytes())
                        .maxNestingDepth(limits.maxDepth() + 1)
                        .maxNameLength(limits.maxBytes())
                        .maxStringLength(limits.maxBytes())
                        .maxNumberLength(limits.maxBytes())
                        .build())
                // What clients call their fields must not fill a table that all requests share.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
    }

    /**
     * @return whether the body says nothing: it is an empty object
     * @throws ProblemException {@code malformed-request}, with the place
     */
    boolean check(byte[] body) {
        String text = decode(body);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return check(parser);
        } catch (JacksonException malformed) {
            TokenStreamLocation location = malformed.getLocation();
            throw ProblemType.MALFORMED_REQUEST.exception(
                    location == null
                            ? "The body is not well-formed JSON."
                            : "The body is not well-formed JSON: line " + location.getLineNr() + ", column "
                                    + location.getColumnNr() + ".");
        }
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw ProblemType.MALFORMED_REQUEST.exception("The body is not UTF-8.");
        }
    }

    private boolean check(JsonParser parser) {
        Deque<Set<String>> names = new ArrayDeque<>();
        int values = 0;
        int tokens = 0;
        boolean object = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            tokens++;
            if (tokens == 1) {
                object = token == JsonToken.START_OBJECT;
            } else if (names.isEmpty()) {
                throw at("", "there is more after the first JSON value");
            }
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    names.push(new HashSet<>());
                    if (names.size() > limits.maxDepth()) {
                        throw at(parser, "is nested deeper than " + limits.maxDepth() + " levels");
                    }
                    values++;
                }
                case END_OBJECT, END_ARRAY -> names.pop();
                case PROPERTY_NAME -> name(parser, names.element());
                case VALUE_STRING -> {
                    string(parser);
                    values++;
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    number(parser);
                    values++;
                }
                default -> values++;
            }
            if (values > limits.maxValues()) {
                throw at("", "has more than " + limits.maxValues() + " values");
            }
        }
        if (tokens == 0) {
            throw ProblemType.MALFORMED_REQUEST.exception("The body holds no JSON value.");
        }
        return object && tokens == 2;
    }

    private void name(JsonParser parser, Set<String> names) {
        String name = parser.currentName();
        String parent = parser.streamReadContext().getParent() == null
                ? ""
                : parser.streamReadContext().getParent().pathAsPointer().toString();
        if (name.length() > limits.maxNameLength()) {
            throw at(parent, "has a field with a name longer than " + limits.maxNameLength() + " characters");
        }
        String fault = fault(name);
        if (fault != null) {
            throw at(parent, "has a field whose name " + fault);
        }
        if (!names.add(name)) {
            throw at(parser, "is there twice");
        }
    }

    private void string(JsonParser parser) {
        if (parser.getStringLength() > limits.maxStringLength()) {
            throw at(parser, "is longer than " + limits.maxStringLength() + " characters");
        }
        String fault = fault(parser.getString());
        if (fault != null) {
            throw at(parser, fault);
        }
    }

    private static @Nullable String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0) {
                return "contains the character U+0000";
            }
            if (Character.isSurrogate(character)) {
                if (Character.isLowSurrogate(character)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "contains half of a surrogate pair";
                }
                i++;
            }
        }
        return null;
    }

    private void number(JsonParser parser) {
        if (parser.getStringLength() > limits.maxNumberLength()) {
            throw at(parser, "is a number of more than " + limits.maxNumberLength() + " characters");
        }
        String number = parser.getString();
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (exponent < 0) {
            return;
        }
        // A number has at most 100 characters, so its exponent may not fit an int.
        String digits = number.substring(exponent + 1).replaceFirst("^[+-]?0*", "");
        if (digits.length() > 9 || (!digits.isEmpty() && Integer.parseInt(digits) > limits.maxExponent())) {
            throw at(parser, "is a number with an exponent beyond " + limits.maxExponent());
        }
    }

    private static ProblemException at(JsonParser parser, String detail) {
        return at(parser.streamReadContext().pathAsPointer().toString(), detail);
    }

    private static ProblemException at(String pointer, String detail) {
        return new ProblemException(ProblemType.MALFORMED_REQUEST
                .problem("The body is not acceptable JSON.")
                .withErrors(List.of(RequestError.at(pointer, detail))));
    }
}
