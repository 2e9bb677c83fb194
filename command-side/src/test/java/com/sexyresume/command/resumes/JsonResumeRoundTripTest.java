package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.rendering.JsonResumeExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is imported is exported as it was: together they lose nothing, as docs/json-resume.md says. */
class JsonResumeRoundTripTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Numbers are equal by value; everything else as it stands. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    @Test
    void importThenExportGivesAnEqualDocument() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int document = 0; document < 2_000; document++) {
            ObjectNode original = RandomJsonResume.of(random);
            JsonNode exported = exported(Imports.dataOf(original));
            assertThat(exported.equals(BY_VALUE, original))
                    .as("seed %d, document %d:%n%s%nwas exported as%n%s", seed, document, original, exported)
                    .isTrue();
        }
    }

    @Test
    void documentsAsPeopleWriteThemComeOutAsTheyCame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int document = 0; document < 1_000; document++) {
            ObjectNode original = RandomJsonResume.asPeopleWriteIt(random);
            JsonNode exported = exported(Imports.dataOf(original));
            assertThat(exported.equals(BY_VALUE, original))
                    .as("seed %d, document %d:%n%s%nwas exported as%n%s", seed, document, original, exported)
                    .isTrue();
        }
    }

    @Test
    void aRealDocumentComesOutAsItWas() throws Exception {
        JsonNode original = JSON.readTree(Files.readString(Path.of("../docs/walkthrough/ada.json")));
        assertThat(exported(Imports.dataOf(original)).equals(BY_VALUE, original))
                .isTrue();
    }

    @Test
    void whatWasEditedIsExportedAsEditedAndNothingElseChanges() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int edited = 0;
        for (int document = 0; document < 1_000; document++) {
            ObjectNode original = RandomJsonResume.of(random);
            if (original.path("work").isEmpty()) {
                continue;
            }
            ObjectNode data = (ObjectNode) JSON.readTree(Imports.dataOf(original));
            int entry = random.nextInt(data.path("experience").size());
            ((ObjectNode) data.path("experience").get(entry)).put("position", "Countess");

            ((ObjectNode) original.path("work").get(entry)).put("position", "Countess");
            JsonNode exported = exported(data.toString());
            assertThat(exported.equals(BY_VALUE, original))
                    .as("seed %d, document %d:%n%s%nwas exported as%n%s", seed, document, original, exported)
                    .isTrue();
            edited++;
        }
        assertThat(edited).isGreaterThan(100);
    }

    @Test
    void removedAddedAndMovedEntriesAreExportedSo() {
        ObjectNode data = imported("""
                {"work": [{"name": "one", "url": "https://one.example"}, {"name": "two", "x": 2}, {"name": "three", "x": 3}]}""");
        ArrayNode experience = (ArrayNode) data.path("experience");
        JsonNode three = experience.remove(2);
        experience.remove(0);
        experience.insert(0, three);
        experience.addObject().put("id", "new").put("company", "four").put("description", "d");

        assertThat(exported(data.toString())).isEqualTo(JSON.readTree("""
                {"work": [{"name": "three", "x": 3}, {"name": "two", "x": 2}, {"name": "four", "summary": "d"}]}"""));
    }

    @Test
    void editedDatesLocationsAndLinksReplaceTheFinerOnes() {
        ObjectNode data = imported("""
                {"basics": {"location": {"city": "London", "postalCode": "SW1"},
                            "profiles": [{"network": "GitHub"}, {"network": "LinkedIn", "url": "linkedin.com/in/a", "x": 1}]},
                 "work": [{"startDate": "2020-05-17", "endDate": "2021-06-18"}, {"startDate": "2020"}],
                 "skills": [{"level": "EXPERT", "keywords": ["k"]}]}""");
        ((ObjectNode) data.path("personalInfo")).put("location", "Paris").put("linkedin", "linkedin.com/in/b");
        ((ObjectNode) data.path("experience").get(0)).put("startDate", "2020-06");
        ((ObjectNode) data.path("experience").get(1)).put("startDate", "2020-02");
        ((ObjectNode) data.path("skills").get(0)).put("level", "Advanced");

        assertThat(exported(data.toString())).isEqualTo(JSON.readTree("""
                {"basics": {"location": {"city": "Paris"},
                            "profiles": [{"network": "GitHub"}, {"network": "LinkedIn", "url": "linkedin.com/in/b", "x": 1}]},
                 "work": [{"startDate": "2020-06", "endDate": "2021-06-18"}, {"startDate": "2020-02"}],
                 "skills": [{"level": "Advanced", "keywords": ["k"]}]}"""));
    }

    @Test
    void whatIsRemovedFromTheDataIsNotExported() {
        ObjectNode data = imported("""
                {"basics": {"name": "Ada", "phone": "1", "label": "Countess", "location": {"city": "London"}},
                 "work": [{"name": "one", "startDate": "2020-05-17", "endDate": "2021-01"}]}""");
        ((ObjectNode) data.path("personalInfo")).remove("phone");
        ((ObjectNode) data.path("personalInfo")).remove("location");
        ((ObjectNode) data.path("experience").get(0)).remove("startDate");
        ((ObjectNode) data.path("experience").get(0)).remove("endDate");
        ((ObjectNode) data.path("experience").get(0)).put("current", true);

        assertThat(exported(data.toString())).isEqualTo(JSON.readTree("""
                {"basics": {"name": "Ada", "label": "Countess"}, "work": [{"name": "one", "current": true}]}"""));
    }

    @Test
    void whatIsExportedCanBeImported() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int document = 0; document < 200; document++) {
            JsonNode exported = exported(Imports.dataOf(RandomJsonResume.of(random)));
            assertThat(Imports.isJsonResume(exported)).as("seed %d", seed).isTrue();
        }
    }

    private static ObjectNode imported(String document) {
        return (ObjectNode) JSON.readTree(Imports.dataOf(JSON.readTree(document)));
    }

    private static JsonNode exported(String data) {
        return JSON.readTree(JsonResumeExport.of(JsonValues.object(data)).toString());
    }
}
