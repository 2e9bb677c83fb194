package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One entry of the machine's apt sources that serves Debian's own releases: where it is and whose keys sign it.
 *
 * <p>Both forms are read: deb822 stanzas ({@code .sources}) and one-line entries ({@code .list}), see sources.list(5).
 * It is recognised by its suite (a Debian release, not its security or update suites) and component, never by a host's
 * name, so that mirrors and snapshots serve as well.
 */
record AptEntry(String uri, String signedBy, String checkValidUntil) {

    private static final Set<String> RELEASES = Set.of(
            "buster",
            "bullseye",
            "bookworm",
            "trixie",
            "forky",
            "duke",
            "sid",
            "oldoldstable",
            "oldstable",
            "stable",
            "testing",
            "unstable");

    /** Every entry that may be it, the likeliest first: other vendors also name Debian's releases as suites. */
    static List<AptEntry> ofDebian(List<Path> files) throws IOException {
        Set<AptEntry> found = new LinkedHashSet<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            List<Map<String, String>> entries =
                    file.toString().endsWith(".sources") ? stanzas(lines) : oneLiners(lines);
            for (Map<String, String> entry : entries) {
                if (servesDebian(entry)) {
                    found.add(new AptEntry(
                            words(entry, "uris").getFirst(),
                            entry.getOrDefault("signed-by", ""),
                            entry.getOrDefault("check-valid-until", "")));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(entry -> !entry.uri().matches(".*/debian/?")))
                .toList();
    }

    /** The same archive and keys for sources and packages of another release, as a deb822 stanza. */
    String forRelease(String release) {
        return "Types: deb deb-src\nURIs: " + uri + "\nSuites: " + release + "\nComponents: main\n"
                + "Targets: Packages Sources\n"
                + (signedBy.isEmpty() ? "" : "Signed-By:" + (signedBy.startsWith("\n") ? "" : " ") + signedBy + "\n")
                + (checkValidUntil.isEmpty() ? "" : "Check-Valid-Until: " + checkValidUntil + "\n");
    }

    private static boolean servesDebian(Map<String, String> entry) {
        return words(entry, "types").contains("deb")
                && !words(entry, "uris").isEmpty()
                && words(entry, "suites").stream().anyMatch(RELEASES::contains)
                && words(entry, "components").contains("main")
                && !entry.getOrDefault("enabled", "yes").strip().equalsIgnoreCase("no");
    }

    private static List<String> words(Map<String, String> entry, String field) {
        String value = entry.getOrDefault(field, "").strip();
        return value.isEmpty() ? List.of() : Arrays.asList(value.split("\\s+"));
    }

    private static List<Map<String, String>> stanzas(List<String> lines) {
        List<Map<String, String>> stanzas = new ArrayList<>();
        Map<String, String> stanza = new LinkedHashMap<>();
        String field = "";
        for (String line : lines) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.isBlank()) {
                stanzas.add(stanza);
                stanza = new LinkedHashMap<>();
            } else if (Character.isWhitespace(line.charAt(0))) {
                // A continued field, such as a key that stands in the entry itself.
                stanza.merge(field, "\n" + line, String::concat);
            } else {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    field = line.substring(0, colon).toLowerCase(Locale.ROOT);
                    stanza.put(field, line.substring(colon + 1).strip());
                }
            }
        }
        stanzas.add(stanza);
        return stanzas;
    }

    private static List<Map<String, String>> oneLiners(List<String> lines) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (String line : lines) {
            String text = line.replaceFirst("#.*", "").strip();
            Map<String, String> entry = new LinkedHashMap<>();
            int open = text.indexOf('[');
            int close = text.indexOf(']');
            if (open > 0 && close > open) {
                for (String option : text.substring(open + 1, close).strip().split("\\s+", -1)) {
                    String[] pair = option.split("=", 2);
                    if (pair.length == 2) {
                        entry.put(pair[0].toLowerCase(Locale.ROOT), pair[1].replace(',', ' '));
                    }
                }
                text = text.substring(0, open) + text.substring(close + 1);
            }
            String[] parts = text.strip().split("\\s+", 4);
            if (parts.length == 4) {
                entry.put("types", parts[0]);
                entry.put("uris", parts[1]);
                entry.put("suites", parts[2]);
                entry.put("components", parts[3]);
                entries.add(entry);
            }
        }
        return entries;
    }
}
