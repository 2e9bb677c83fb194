package com.sexyresume.app.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.versioning.ComparableVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Known vulnerabilities of Maven packages, as OSV writes them (https://ossf.github.io/osv-schema/), by name
 * {@code group:artifact}. Versions are in Maven's order. What was withdrawn is no vulnerability.
 */
final class Advisories {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, List<Affected>> byName = new HashMap<>();

    private record Affected(String id, JsonNode what) {}

    /**
     * Those of a file.
     *
     * @param file a JSON file with one or an array of them, or a ZIP file of such, as OSV publishes for Maven
     */
    static Advisories in(Path file) throws IOException {
        Advisories advisories = new Advisories();
        if (!file.toString().endsWith(".zip")) {
            advisories.add(JSON.readTree(Files.readString(file)));
            return advisories;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".json")) {
                    try (InputStream json = zip.getInputStream(entry)) {
                        advisories.add(JSON.readTree(json));
                    }
                }
            }
        }
        return advisories;
    }

    void add(JsonNode written) {
        if (written.isArray()) {
            written.forEach(this::add);
            return;
        }
        if (!written.path("id").isString() || !written.path("affected").isArray()) {
            throw new IllegalArgumentException("An advisory of OSV has an id and what is affected");
        }
        if (written.has("withdrawn")) {
            return;
        }
        for (JsonNode affected : written.path("affected")) {
            JsonNode thing = affected.path("package");
            if (thing.path("ecosystem").asString("").split(":", 2)[0].equals("Maven")) {
                byName.computeIfAbsent(thing.path("name").asString(), _ -> new ArrayList<>())
                        .add(new Affected(written.path("id").asString(), affected));
            }
        }
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The ids of what a version of a package has. */
    SortedSet<String> of(String name, String version) {
        SortedSet<String> ids = new TreeSet<>();
        for (Affected affected : byName.getOrDefault(name, List.of())) {
            if (isListed(affected.what(), version) || isInARange(affected.what(), new ComparableVersion(version))) {
                ids.add(affected.id());
            }
        }
        return ids;
    }

    private static boolean isListed(JsonNode affected, String version) {
        return affected.path("versions")
                .valueStream()
                .anyMatch(listed -> listed.asString().equals(version));
    }

    private static boolean isInARange(JsonNode affected, ComparableVersion version) {
        return affected.path("ranges")
                .valueStream()
                .filter(range -> range.path("type").asString("").equals("ECOSYSTEM"))
                .anyMatch(range -> isIn(range, version));
    }

    /** What the last event at or before the version says: it is introduced there, or it has ended. */
    private static boolean isIn(JsonNode range, ComparableVersion version) {
        List<Event> events = range.path("events")
                .valueStream()
                .flatMap(event -> event.properties().stream())
                .map(event -> new Event(
                        event.getKey(), new ComparableVersion(event.getValue().asString())))
                .sorted(Comparator.comparing(Event::at))
                .toList();
        boolean affected = false;
        for (Event event : events) {
            int order = version.compareTo(event.at());
            switch (event.kind()) {
                case "introduced" -> affected |= order >= 0 || event.at().equals(BEGINNING);
                case "fixed", "limit" -> affected &= order < 0;
                case "last_affected" -> affected &= order <= 0;
                default -> throw new IllegalArgumentException("An unknown event of a range: " + event.kind());
            }
        }
        return affected;
    }

    private static final ComparableVersion BEGINNING = new ComparableVersion("0");

    private record Event(String kind, ComparableVersion at) {}
}
