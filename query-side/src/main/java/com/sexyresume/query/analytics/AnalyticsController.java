package com.sexyresume.query.analytics;

import com.sexyresume.reading.InvalidBody;
import com.sexyresume.reading.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes what happens in clients, from anybody (T09, EV10–EV12). */
@RestController
@Tag(name = "Analytics")
class AnalyticsController {

    static final int MAX_EVENTS = 100;

    private static final String PATH = "/v1/analytics/events";

    private final ClientEvents events;
    private final Sanitizer sanitizer;
    private final Reader reader;
    private final AnalyticsProperties properties;
    private final InstantSource clock;

    AnalyticsController(
            ClientEvents events,
            Sanitizer sanitizer,
            Reader reader,
            AnalyticsProperties properties,
            InstantSource clock) {
        this.events = events;
        this.sanitizer = sanitizer;
        this.reader = reader;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * EV12, and an id of the client's own.
     *
     * @param id with a timestamp only: the same of the same session or user is stored once
     */
    record AnalyticsEvent(
            @Schema(description = "Of your own, with a `timestamp`: sent again, it is not stored again") @Nullable
            UUID id,

            @Schema(description = "One of: " + EventName.OF_CLIENTS, example = "upsell_shown")
            String eventName,

            @Schema(
                    type = "object",
                    description = "What is personal is taken out before it is stored. At most "
                            + PropertyLimits.MAX_VALUES + " values, " + PropertyLimits.MAX_DEPTH + " levels, texts of "
                            + PropertyLimits.MAX_TEXT + " characters")
            @Nullable
            JsonNode properties,

            @Schema(description = "Made at random by the client; nothing about a person", example = "b7e1d0c2a94f4d55")
            @Pattern(regexp = "[A-Za-z0-9_-]{8,64}", message = "must be 8 to 64 letters, digits, - or _")
            String sessionId,

            @Schema(description = "When it happened; now when it is absent") @Nullable
            Instant timestamp,

            @Schema(description = "Yours, or absent") @Nullable
            UUID userId) {}

    /** Up to {@value MAX_EVENTS}, in any order. */
    @Schema(example = """
            {"events": [{"eventName": "upsell_shown", "sessionId": "b7e1d0c2a94f4d55", "properties": {"placement": "export"}}]}""")
    record Batch(@Size(min = 1, max = MAX_EVENTS) List<@Valid AnalyticsEvent> events) {}

    /** @param stored those that were not there yet */
    record Stored(int stored) {}

    @PostMapping(
            path = PATH,
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
    @Operation(summary = "Tell what happened in a client", description = """
                    With or without a token. Nothing of it becomes part of the history. All events of a batch are \
                    stored, or none. The same JSON may come as `text/plain`, as `navigator.sendBeacon` sends it.""")
    @SecurityRequirements
    Stored take(@RequestBody Batch batch) {
        UUID user = reader.userIfAny().orElse(null);
        Instant now = clock.instant();
        judgeLength(batch);
        List<ClientEvents.Row> rows = new ArrayList<>();
        for (int index = 0; index < batch.events().size(); index++) {
            rows.add(row(batch.events().get(index), "/events/" + index, user, now));
        }
        return new Stored(events.store(user, rows, now));
    }

    /** Before anything of it is looked at. */
    private void judgeLength(Batch batch) {
        long characters = 0;
        for (AnalyticsEvent event : batch.events()) {
            characters += PropertyLimits.characters(event.properties());
        }
        if (characters > properties.maxCharacters()) {
            throw new InvalidBody(
                    "/events",
                    "must have at most " + properties.maxCharacters() + " characters in the properties of all of them");
        }
    }

    private ClientEvents.Row row(AnalyticsEvent event, String place, @Nullable UUID user, Instant now) {
        EventName name = EventName.ofClient(event.eventName())
                .orElseThrow(() -> new InvalidBody(
                        place + "/eventName", "must be a name that clients send: " + EventName.OF_CLIENTS));
        if (event.userId() != null && !event.userId().equals(user)) {
            throw new InvalidBody(place + "/userId", "must be the token's user, or absent");
        }
        if (event.id() != null && event.timestamp() == null) {
            throw new InvalidBody(place + "/timestamp", "is needed with an id");
        }
        Instant time = event.timestamp() == null ? now : event.timestamp();
        if (time.isBefore(now.minus(properties.longestDelay())) || time.isAfter(now.plus(properties.clockSkew()))) {
            throw new InvalidBody(
                    place + "/timestamp",
                    "must be at most %d hours old and %d seconds ahead"
                            .formatted(
                                    properties.longestDelay().toHours(),
                                    properties.clockSkew().toSeconds()));
        }
        return new ClientEvents.Row(
                id(event, user),
                name,
                sanitized(event.properties(), place + "/properties", time),
                event.sessionId(),
                time.truncatedTo(ChronoUnit.MICROS));
    }

    private String sanitized(@Nullable JsonNode sent, String place, Instant time) {
        if (sent == null) {
            return "{}";
        }
        Optional<String> excess = PropertyLimits.exceeded(sent);
        if (excess.isPresent()) {
            throw new InvalidBody(place, excess.get());
        }
        return JsonMapper.shared()
                .writeValueAsString(sanitizer.sanitize(sent, YearMonth.from(time.atOffset(ZoneOffset.UTC))));
    }

    /** Derived, so that nobody takes the id of somebody else's event, or of one of the history. */
    private static UUID id(AnalyticsEvent event, @Nullable UUID user) {
        if (event.id() == null) {
            return UUID.randomUUID();
        }
        String whose = user == null ? "session:" + event.sessionId() : "user:" + user;
        return UUID.nameUUIDFromBytes((whose + ":" + event.id()).getBytes(StandardCharsets.UTF_8));
    }
}
