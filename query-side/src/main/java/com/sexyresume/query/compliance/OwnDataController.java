package com.sexyresume.query.compliance;

import com.sexyresume.reading.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.util.RawValue;

/**
 * What the tables hold of one person (F08, D48): every row of every table that row level security lets its owner see.
 * So a table that belongs to users is here because it is secured, and nobody has to remember it.
 */
@RestController
@Tag(name = "Accounts")
class OwnDataController {

    private static final int MOST_CHARACTERS = 8 << 20;
    private static final int ROWS_AT_A_TIME = 20;

    private static final String PROFILES = "users";

    /** What the document calls the tables that it names; others have their own names. */
    private static final Map<String, String> NAMES =
            Map.of(PROFILES, "user_profile", "user_achievements", "achievements", "credit_transactions", "credits");

    private final Reader reader;

    OwnDataController(Reader reader) {
        this.reader = reader;
    }

    @GetMapping("/v1/me/data")
    @Operation(
            summary = "Everything that the tables hold of you",
            description = "`user_profile`, or null before you registered; and the rows of `resumes`, `exports`,"
                    + " `achievements`, `credits` and all other tables under their names. Files of exports are"
                    + " downloaded one by one; the events themselves are not in it.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object", example = "{\"resumes\": []}")))
    @ApiResponse(
            responseCode = "422",
            description = "It is more than 8 MiB: `data-too-large`",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    Map<String, RawValue> data() {
        return reader.read(rows -> {
            Map<String, RawValue> data = new TreeMap<>();
            int left = MOST_CHARACTERS;
            for (String table : tables(rows)) {
                String found = rows(rows, table, left);
                left -= found.length();
                data.put(
                        NAMES.getOrDefault(table, table),
                        new RawValue(table.equals(PROFILES) ? one(found) : "[" + found + "]"));
            }
            return data;
        });
    }

    /** A user has one profile, and none before they registered. */
    private static String one(String profile) {
        return profile.isEmpty() ? "null" : profile;
    }

    private static List<String> tables(JdbcClient rows) {
        return rows.sql("""
                        SELECT quote_ident(tablename)
                        FROM pg_policies
                        WHERE schemaname = 'public'
                          AND policyname = 'own'
                        ORDER BY tablename
                        """).query(String.class).list();
    }

    /** @throws DataTooLarge as soon as it is longer */
    private static String rows(JdbcClient rows, String table, int mostCharacters) {
        StringBuilder found = new StringBuilder();
        rows.sql("SELECT to_jsonb(t) FROM " + table + " t")
                .withFetchSize(ROWS_AT_A_TIME)
                .query(row -> {
                    String next = row.getString(1);
                    if (found.length() + next.length() > mostCharacters) {
                        throw new DataTooLarge(MOST_CHARACTERS);
                    }
                    found.append(found.isEmpty() ? "" : ",").append(next);
                });
        return found.toString();
    }
}
