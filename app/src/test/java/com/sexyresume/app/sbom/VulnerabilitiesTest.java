package com.sexyresume.app.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the application is made of is compared with a file of known vulnerabilities, if there is one. */
class VulnerabilitiesTest {

    private static final String FILE = System.getProperty("vulnerabilities", "");
    private static final Pattern PACKAGE = Pattern.compile("pkg:maven/([^/@?]+)/([^/@?]+)@([^?#]+).*");

    /** As OSV writes one, with what this test has no use for left out. */
    private static final String ADVISORY = """
            {"id": "GHSA-0000-0000-0001", "affected": [
              {"package": {"ecosystem": "npm", "name": "org.example:soap"}, "versions": ["9"]},
              {"package": {"ecosystem": "Maven", "name": "org.example:soap"},
               "versions": ["0.9-special"],
               "ranges": [
                 {"type": "GIT", "events": [{"introduced": "0"}]},
                 {"type": "ECOSYSTEM", "events": [{"introduced": "1.2"}, {"fixed": "1.10"}]},
                 {"type": "ECOSYSTEM", "events": [{"introduced": "2.0-M1"}, {"last_affected": "2.0.3"}]}]}]}
            """;

    @TempDir
    Path folder;

    /** It says so where it did not run: a green build would be taken for an answer. */
    @Test
    void nothingInTheApplicationIsKnownToBeVulnerable() throws IOException {
        try (InputStream written = getClass().getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            if (FILE.isEmpty()) {
                String why = "Vulnerabilities: NOT CHECKED, because no file of them is given. " + HOW;
                System.out.println(why);
                abort(why);
            }
            assertThat(written)
                    .as("No SBOM was made: that takes a build that is not offline")
                    .isNotNull();
            Advisories advisories = Advisories.in(Path.of(FILE));
            assertThat(advisories.isEmpty())
                    .as("%s names no package of Maven", FILE)
                    .isFalse();
            assertThat(found(advisories, JsonMapper.shared().readTree(written))).isEmpty();
        }
    }

    private static final String HOW =
            "To check the SBOM: mvn verify -Dvulnerabilities=/absolute/path/to/all.zip, which is"
                    + " https://osv-vulnerabilities.storage.googleapis.com/Maven/all.zip";

    /** Each as {@code id: package}. */
    private static List<String> found(Advisories advisories, JsonNode bom) {
        List<String> found = new ArrayList<>();
        int compared = 0;
        for (JsonNode component : bom.path("components")) {
            Matcher url = PACKAGE.matcher(component.path("purl").asString(""));
            if (url.matches()) {
                compared++;
                String name = decoded(url.group(1)) + ":" + decoded(url.group(2));
                String version = decoded(url.group(3));
                advisories.of(name, version).forEach(id -> found.add(id + ": " + name + " " + version));
            }
        }
        assertThat(compared).as("packages in the SBOM").isPositive();
        return found;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, false",
        "1.2-rc1, false",
        "1.2, true",
        "1.2.0, true",
        "1.9, true",
        "1.10-SNAPSHOT, true",
        "1.10, false",
        "1.11, false",
        "2.0-alpha-1, false",
        "2.0-M1, true",
        "2.0, true",
        "2.0.3, true",
        "2.0.4, false",
        "0.9-special, true",
        "9, false"
    })
    void aVersionIsAffectedAsMavenOrdersIt(String version, boolean affected) throws IOException {
        assertThat(found(given("one.json", ADVISORY), bomOf(version)))
                .isEqualTo(affected ? List.of("GHSA-0000-0000-0001: org.example:soap " + version) : List.of());
    }

    @Test
    void whatIsAffectedFromTheBeginningIsAffectedBeforeZeroAsWell() throws IOException {
        String all = ADVISORY.replace("\"introduced\": \"1.2\"", "\"introduced\": \"0\"");

        assertThat(found(given("all.json", all), bomOf("0-alpha"))).hasSize(1);
    }

    @Test
    void anArrayAndAnArchiveAreReadAndWhatWasWithdrawnIsNot() throws IOException {
        String withdrawn = ADVISORY.replace("\"affected\"", "\"withdrawn\": \"2026-01-01T00:00:00Z\", \"affected\"");
        Path archive = folder.resolve("all.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("GHSA-0000-0000-0001.json"));
            zip.write(ADVISORY.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(found(given("array.json", "[" + ADVISORY + "]"), bomOf("1.2")))
                .hasSize(1);
        assertThat(found(Advisories.in(archive), bomOf("1.2"))).hasSize(1);
        assertThat(given("withdrawn.json", withdrawn).isEmpty()).isTrue();
    }

    @Test
    void aFileOfSomethingElseIsRefused() {
        assertThatThrownBy(() -> given("other.json", "{\"bomFormat\": \"CycloneDX\"}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Advisories.in(folder.resolve("none.json"))).isInstanceOf(IOException.class);
    }

    private Advisories given(String name, String json) throws IOException {
        return Advisories.in(Files.writeString(folder.resolve(name), json));
    }

    private static JsonNode bomOf(String version) {
        return JsonMapper.shared().readTree("""
                {"components": [{"purl": "pkg:maven/org.example/soap@%s?type=jar"}]}
                """.formatted(version));
    }
}
