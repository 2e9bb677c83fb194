package com.sexyresume.webtest;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.StaleVersion;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.reading.ReadsFrom;
import com.sexyresume.sending.CommandRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Endpoints of every shape that the edge has to guard. */
@RestController
public class ProbeController {

    private static final UUID STREAM = UUID.fromString("9c1d0a4b-2e3f-4a5b-8c6d-7e8f9a0b1c2d");

    /** A body as the contexts have them. */
    public record Spend(
            @Min(1) int amount,
            @NotBlank String source,
            @Nullable @Size(max = 10) String note) {}

    /** What could be confused. */
    public enum Colour {
        RED,
        GREEN
    }

    /** A part of another body. */
    public record Part(@NotBlank String name, int count) {}

    /** Every type that a body may have. */
    public record Types(
            @Nullable UUID id,
            @Nullable Instant time,
            @Nullable LocalDate date,
            @Nullable Colour colour,
            @Nullable Long number,
            @Nullable BigDecimal fraction,
            @Nullable Boolean flag,
            @Nullable List<String> texts,
            @Nullable List<@Valid Part> parts,
            @Nullable Map<String, Integer> counts,
            @Nullable JsonNode any) {}

    /** A JSON value that has to be there, if only as null. */
    public record Document(JsonNode data) {}

    @PostMapping("/v1/probe/spends")
    CommandRequest spend(@RequestBody Spend body, CommandRequest request) {
        return request;
    }

    /** What a held request has come to, and what lets it go on. */
    public static final Semaphore ENTERED = new Semaphore(0);

    public static final Semaphore RELEASED = new Semaphore(0);

    /** Who is asked for what takes long, and on which thread. */
    public record Working(String caller, String thread, boolean virtual) {

        static Working here() {
            return new Working(
                    Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())
                            .getName(),
                    Thread.currentThread().getName(),
                    Thread.currentThread().isVirtual());
        }
    }

    @GetMapping("/v1/probe/heavy")
    Working heavy(@RequestParam(defaultValue = "false") boolean held) throws InterruptedException {
        if (held) {
            ENTERED.release();
            RELEASED.acquire();
        }
        return Working.here();
    }

    @PostMapping("/v1/probe/light")
    Working light(@RequestBody JsonNode body) {
        return Working.here();
    }

    @PostMapping("/v1/probe/limited")
    Map<String, Object> limited(@RequestBody Map<String, Object> body) {
        return body;
    }

    @PutMapping("/v1/probe/types")
    Types types(@RequestBody Types body) {
        return body;
    }

    @PutMapping("/v1/probe/documents")
    Document document(@RequestBody Document body) {
        return body;
    }

    @PutMapping("/v1/probe/json")
    JsonNode json(@RequestBody JsonNode body) {
        return body;
    }

    @PostMapping("/v1/probe/parts")
    List<Part> parts(@RequestBody List<Part> body) {
        return body;
    }

    @PatchMapping(
            path = "/v1/probe/documents/{id}",
            consumes = {"application/json-patch+json", "application/merge-patch+json"},
            produces = "application/json")
    String patch(@PathVariable UUID id, @RequestBody String patch, CommandRequest request) {
        request.withVersion();
        return patch;
    }

    @PostMapping("/v1/probe/things/{id}/lock")
    CommandRequest lock(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable String text, CommandRequest request) {
        return request;
    }

    @GetMapping("/v1/probe/things/{id}")
    @ReadsFrom("probe")
    Map<String, Object> thing(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "RED") Colour colour,
            @RequestParam(defaultValue = "") String text,
            @RequestHeader(name = "X-Count", defaultValue = "0") int count) {
        return Map.of("id", id, "limit", limit);
    }

    @GetMapping("/v1/probe/parameters")
    Map<String, String> parameters(
            @RequestParam(required = false) @Nullable Integer number,
            @RequestParam(defaultValue = "7") long big,
            @RequestParam(defaultValue = "false") boolean flag,
            @RequestParam(required = false) @Nullable Instant time,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable UUID id,
            @RequestParam(required = false) @Nullable Colour colour,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable List<String> several,
            @RequestHeader(name = "X-Number", required = false) @Nullable Integer header) {
        Map<String, String> read = new TreeMap<>();
        read.put("number", String.valueOf(number));
        read.put("big", String.valueOf(big));
        read.put("flag", String.valueOf(flag));
        read.put("time", String.valueOf(time));
        read.put("day", String.valueOf(day));
        read.put("id", String.valueOf(id));
        read.put("colour", String.valueOf(colour));
        read.put("text", String.valueOf(text));
        read.put("several", String.valueOf(several));
        read.put("header", String.valueOf(header));
        return read;
    }

    @PostMapping("/v1/probe/callbacks")
    Map<String, String> called(@RequestParam Map<String, String> query) {
        return query;
    }

    @GetMapping("/v1/probe/needs")
    Map<String, String> needs(@RequestParam String text, @RequestHeader("X-Needed") String needed) {
        return Map.of("text", text, "needed", needed);
    }

    @GetMapping("/schemas/probe")
    Map<String, String> schema() {
        return Map.of("type", "object");
    }

    @GetMapping("/v1/probe/fails/{how}")
    ResponseEntity<Void> fail(@PathVariable String how) throws Exception {
        StreamId stream = new StreamId("probe", STREAM);
        switch (how) {
            case "absent" -> throw new CommandRejected(new NoSuchThing("probe"));
            case "wrapped" ->
                throw new CommandExecutionException("wrapped", new CommandRejected(new NoSuchThing("probe")));
            case "stale" -> throw new CommandRejected(new StaleVersion(stream, 3, 5));
            case "ahead" -> throw new CommandRejected(new StaleVersion(stream, 7, 5));
            case "conflict" -> throw new ConcurrencyException("twice");
            case "away" ->
                throw new CannotGetJdbcConnectionException(
                        "away", new SQLTransientConnectionException("no connection"));
            default -> throw new IllegalStateException("secret of " + how);
        }
    }
}
