package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who gets what from every operation: the lines of {@code access.txt}, which says how they are read. */
record AccessMatrix(List<Row> rows) {

    private static final String FILE = "/access.txt";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** The columns, in their order: whoever asks, and about whose things. */
    enum Caller {
        OWN,
        FOREIGN,
        ABSENT,
        ANONYMOUS,
        SERVICE,
        ADMIN
    }

    /**
     * One operation.
     *
     * @param answers statuses; none for a caller whom the operation knows no difference of
     * @param foreignAsAbsent whether things of somebody else are answered as things that are not
     */
    record Row(
            String method,
            String path,
            String query,
            Map<Caller, Integer> answers,
            boolean foreignAsAbsent,
            @Nullable String body) {

        String operation() {
            return method + " " + path;
        }

        int to(Caller caller) {
            return Objects.requireNonNull(answers.get(caller));
        }

        static Row of(String line) {
            String[] cells = line.split("\\|", 8);
            assertThat(cells).as(line).hasSizeBetween(7, 8);
            String[] operation = cells[0].strip().split(" ", 3);
            Map<Caller, Integer> answers = new EnumMap<>(Caller.class);
            int column = 1;
            for (Caller caller : Caller.values()) {
                String cell = cells[column].strip();
                column++;
                if (!cell.equals("-") && !cell.equals("absent")) {
                    answers.put(caller, Integer.valueOf(cell));
                }
            }
            boolean asAbsent = cells[2].strip().equals("absent");
            if (asAbsent) {
                answers.put(Caller.FOREIGN, Integer.valueOf(cells[3].strip()));
            }
            return new Row(
                    operation[0],
                    operation[1],
                    operation.length > 2 ? operation[2].strip() : "",
                    answers,
                    asAbsent,
                    cells.length == 8 ? cells[7].strip() : null);
        }
    }

    static AccessMatrix read() {
        try (InputStream file = Objects.requireNonNull(AccessMatrix.class.getResourceAsStream(FILE))) {
            List<Row> rows = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
            return new AccessMatrix(rows);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Fails with the operations that have no row, and the rows that have no operation. */
    void requireAllOf(JsonNode api) {
        Set<String> documented = new TreeSet<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<String> judged = new ArrayList<>(rows.stream().map(Row::operation).toList());
        assertThat(judged).as("rows of " + FILE).doesNotHaveDuplicates();
        Set<String> missing = new TreeSet<>(documented);
        judged.forEach(missing::remove);
        assertThat(missing).as("operations without a row in " + FILE).isEmpty();
        judged.removeAll(documented);
        assertThat(judged).as("rows of " + FILE + " without an operation").isEmpty();
    }
}
