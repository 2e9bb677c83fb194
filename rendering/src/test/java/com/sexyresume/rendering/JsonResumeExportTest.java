package com.sexyresume.rendering;

import static com.sexyresume.rendering.JsonValues.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/json-resume.md}: what nobody edited comes out as it went in. */
class JsonResumeExportTest {

    private static final JsonObject RICH = object("""
            {
              "$schema": "https://example.org/json-resume.json",
              "basics": {
                "name": "Ada Lovelace", "label": "Analyst", "image": "https://ada.example/me.png", "email": "ada@ada.example",
                "phone": "+44 20 0000", "url": "https://ada.example", "summary": "Wrote the first program.",
                "location": {"address": "St James's Square 12", "postalCode": "SW1Y", "city": "London",
                             "countryCode": "GB", "region": "England", "x-floor": 2},
                "profiles": [{"network": "Mathstodon", "username": "ada"},
                             {"network": "linkedin", "username": "ada", "url": "https://linkedin.example/in/ada"}],
                "x-born": 1815
              },
              "work": [
                {"name": "Analytical Engines", "location": "London", "description": "Engines", "position": "Programmer",
                 "url": "https://engines.example", "startDate": "1842-10-09", "endDate": "1843",
                 "summary": "Translated Menabrea.", "highlights": ["Note G", "Bernoulli numbers"]},
                {"name": "Self", "startDate": "1843-09", "endDate": ""},
                {"name": "Both", "startDate": "1843-09", "endDate": "1844-01", "current": true},
                {}
              ],
              "volunteer": [{"organization": "Hospital", "highlights": []}],
              "education": [{"institution": "Home", "area": "Mathematics", "studyType": "Private", "startDate": "1832-01",
                             "endDate": "1835-05", "score": "1.0", "courses": ["Calculus"], "honors": "with praise"}],
              "awards": [], "certificates": [{"name": "None"}], "publications": [{"name": "Notes", "releaseDate": "1843-09"}],
              "skills": [{"name": "Mathematics", "level": "Master", "keywords": ["Numbers"]},
                         {"name": "Poetry", "level": "expert", "category": "Soft"}, {"name": "Whist", "category": "Games"}],
              "languages": [{"language": "French", "fluency": "Fluent"}],
              "interests": [{"name": "Flying"}], "references": [{"name": "Charles", "reference": "The Enchantress of Number"}],
              "projects": [{"name": "Note G", "description": "A program", "highlights": ["First"], "keywords": ["Engine"],
                            "startDate": "1843-01-01", "url": "https://noteg.example", "roles": ["Author"], "entity": "Self",
                            "type": "paper"}],
              "meta": {"version": "v1.0.0", "lastModified": "2026-11-22T10:00:00Z", "x-number": 1.50}
            }
            """);

    private static JsonObject object(String json) {
        return Objects.requireNonNull(JsonValues.object(json));
    }

    /** The rich document, imported, edited and exported. */
    private static JsonObject edited(String patch) {
        return JsonResumeExport.of(
                JSON.createPatch(JsonValues.array(patch.replace('\'', '"'))).apply(JsonResumeImport.of(RICH)));
    }

    /** The rich document, but for one place. */
    private static JsonObject rich(String patch) {
        return JSON.createPatch(JsonValues.array(patch.replace('\'', '"'))).apply(RICH);
    }

    private static void assertEqual(JsonObject actual, JsonObject expected) {
        assertThatObject(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // A year is no month of the data: whether the job goes on was edited all the same.
                "{'current':true}                        | {'startDate':'2020','endDate':'2021'} | {'startDate':'2020'}",
                "{'current':false}                       | {'startDate':'2020','endDate':'2021'} | {'startDate':'2020','endDate':'2021'}",
                "{'current':false}                       | {'startDate':'2020'}                  | {'startDate':'2020','current':false}",
                "{'current':true}                        | {'startDate':'2020','endDate':''}     | {'startDate':'2020','endDate':''}",
                "{'current':true}                        | {'endDate':'2021','current':true}     | {'endDate':'2021','current':true}",
                "{'startDate':'2020-01','current':false} | {}                                    | {'startDate':'2020-01','current':false}",
                "{'startDate':'2020-01','current':true}  | {}                                    | {'startDate':'2020-01'}",
                "{'startDate':'2020-01'}                 | {}                                    | {'startDate':'2020-01'}",
            })
    void tellsWhetherAJobGoesOnAsTheDataSay(String fields, String kept, String exported) {
        JsonObject data =
                object("{\"experience\":[{\"id\":\"a\"," + json(fields).substring(1)
                        + "],\"extensions\":{\"jsonResume\":{\"work\":{\"a\":" + json(kept) + "}}}}");
        assertThatObject(JsonResumeExport.of(data)).isEqualTo(object("{\"work\":[" + json(exported) + "]}"));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void aRichDocumentComesOutAsItWentIn() {
        assertEqual(JsonResumeExport.of(JsonResumeImport.of(RICH)), RICH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'basics': {}}",
                "{'work': []}",
                "{'basics': {'profiles': []}, 'skills': [{}]}",
                "{'basics': {'location': {}}}",
                "{'work': [{'current': null}, {'current': 'yes', 'startDate': '2020-01'}, {'endDate': '2020-01', 'current': false}]}",
                "{'basics': {'profiles': [{'network': 'LinkedIn', 'url': 'none'}, {'network': 'LinkedIn', 'url': 'https://l.example'}]}}",
                "{'work': [{'startDate': '2020-13'}, {'startDate': '1900-00-01', 'endDate': '2020'}]}"
            })
    void aSparseDocumentComesOutAsItWentIn(String document) {
        JsonObject sparse = object(document.replace('\'', '"'));
        assertEqual(JsonResumeExport.of(JsonResumeImport.of(sparse)), sparse);
    }

    @Test
    void anyDocumentComesOutAsItWentIn() {
        long seed = System.nanoTime();
        System.out.println("JsonResumeExportTest seed " + seed);
        Random random = new Random(seed);
        for (int document = 0; document < 2_000; document++) {
            JsonObject any = document(random);
            assertEqual(JsonResumeExport.of(JsonResumeImport.of(any)), any);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/personalInfo/fullName           | Ada King           | /basics/name",
                "/personalInfo/website            | king.example       | /basics/url",
                "/experience/0/description        | Wrote Note G.      | /work/0/summary",
                "/experience/0/startDate          | 1842-11            | /work/0/startDate",
                "/experience/0/endDate            | 1843-02            | /work/0/endDate",
                "/education/0/gpa                 | 1                  | /education/0/score",
                "/education/0/honors              | none               | /education/0/honors",
                "/skills/0/level                  | Expert             | /skills/0/level",
                "/skills/1/level                  | Advanced           | /skills/1/level",
                "/skills/2/category               | Other              | /skills/2/category",
                "/projects/0/startDate            | 1843-02            | /projects/0/startDate"
            })
    void anEditedFieldWinsOverWhatWasKept(String field, String value, String member) {
        assertEqual(
                edited("[{'op': 'add', 'path': '%s', 'value': '%s'}]".formatted(field, value)),
                rich("[{'op': 'add', 'path': '%s', 'value': '%s'}]".formatted(member, value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/personalInfo/summary     | /basics/summary",
                "/personalInfo/location    | /basics/location",
                "/personalInfo/linkedin    | /basics/profiles/1",
                "/experience/0/startDate   | /work/0/startDate",
                "/experience/2/current     | /work/2/current",
                "/experience/2             | /work/2",
                "/skills/1/level           | /skills/1/level"
            })
    void aRemovedFieldOrEntryDisappears(String field, String member) {
        assertEqual(
                edited("[{'op': 'remove', 'path': '%s'}]".formatted(field)),
                rich("[{'op': 'remove', 'path': '%s'}]".formatted(member)));
    }

    @Test
    void anEditedLocationIsACity() {
        assertEqual(
                edited("[{'op': 'replace', 'path': '/personalInfo/location', 'value': 'Paris'}]"),
                rich("[{'op': 'replace', 'path': '/basics/location', 'value': {'city': 'Paris'}}]"));
    }

    @Test
    void anEditedLinkedInAddressIsThatOfTheProfile() {
        assertEqual(
                edited("[{'op': 'replace', 'path': '/personalInfo/linkedin', 'value': 'linkedin.example/in/king'}]"),
                rich("""
                        [{'op': 'replace', 'path': '/basics/profiles/1',
                          'value': {'network': 'linkedin', 'url': 'linkedin.example/in/king'}}]"""));
    }

    @Test
    void anEntryThatBecameCurrentHasNoEnd() {
        assertEqual(
                edited("[{'op': 'replace', 'path': '/education/0/current', 'value': true}]"),
                rich("[{'op': 'remove', 'path': '/education/0/endDate'}]"));
    }

    @Test
    void entriesComeInTheOrderOfTheData() {
        assertEqual(
                edited("[{'op': 'move', 'from': '/skills/0', 'path': '/skills/2'}]"),
                rich("[{'op': 'move', 'from': '/skills/0', 'path': '/skills/2'}]"));
    }

    @Test
    void anAddedEntrySaysWhatItsFieldsSay() {
        assertEqual(edited("""
                        [{'op': 'add', 'path': '/experience/0', 'value': {'id': 'new', 'company': 'Royal Society',
                          'position': 'Fellow', 'startDate': '1852-01', 'endDate': '1852-02', 'current': true,
                          'description': '', 'achievements': []}}]"""), rich("""
                        [{'op': 'add', 'path': '/work/0', 'value': {'name': 'Royal Society', 'position': 'Fellow',
                          'startDate': '1852-01', 'summary': '', 'highlights': []}}]"""));
    }

    @Test
    void aResumeThatWasNeverImportedIsExportedByTheTable() {
        assertEqual(JsonResumeExport.of(object("""
                        {"personalInfo": {"fullName": "Ada", "email": "", "location": "London, GB",
                                          "linkedin": "linkedin.example/in/ada"},
                         "experience": [], "skills": [{"id": "1", "name": "Whist", "level": "Advanced", "category": "Other"}],
                         "extensions": {"other": 1}}""")), object("""
                        {"basics": {"name": "Ada", "email": "", "location": {"city": "London, GB"},
                                    "profiles": [{"network": "LinkedIn", "url": "linkedin.example/in/ada"}]},
                         "work": [], "skills": [{"name": "Whist", "level": "Advanced", "category": "Other"}]}"""));
    }

    @Test
    void anErasedResumeIsAnEmptyDocument() {
        assertEqual(JsonResumeExport.of(null), JsonValue.EMPTY_JSON_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{'document': [], 'basics': 1, 'skills': {'a': 2}}",
                "{'basics': {'location': 1, 'profiles': [1, {'network': 2}], 'name': []}, 'skills': {'a': {'level': {}}}}",
                "{'document': {'skills': 'mine', 'basics': null}, 'education': []}"
            })
    void whateverSomebodyWroteIntoTheExtensionTheFieldsAreExported(String extension) {
        JsonObject exported =
                JsonResumeExport.of(object("""
                {'personalInfo': {'fullName': 'Ada', 'location': 'London', 'linkedin': 'l.example'},
                 'skills': [{'id': 'a', 'name': 'Whist', 'level': 'Expert'}], 'extensions': {'jsonResume': %s}}""".formatted(extension).replace('\'', '"')));
        assertThat(exported.getJsonObject("basics").getString("name")).isEqualTo("Ada");
        assertThatObject(exported.getJsonObject("basics").getJsonObject("location"))
                .isEqualTo(object("{\"city\": \"London\"}"));
        assertThat(exported.getJsonArray("skills").getJsonObject(0).getString("level"))
                .isEqualTo("Expert");
    }

    private static JsonObject document(Random random) {
        JsonObjectBuilder document = JSON.createObjectBuilder();
        if (random.nextBoolean()) {
            JsonObjectBuilder basics =
                    object(random, List.of("name", "label", "email", "phone", "url", "summary", "location.x"), texts());
            if (random.nextBoolean()) {
                basics.add(
                        "location",
                        object(random, List.of("address", "city", "region", "countryCode"), List.of("", "A", "B, C")));
            }
            if (random.nextBoolean()) {
                JsonArrayBuilder profiles = JSON.createArrayBuilder();
                for (int profile = random.nextInt(4); profile > 0; profile--) {
                    profiles.add(object(
                            random,
                            List.of("network", "url", "username"),
                            List.of("LinkedIn", "linkedin", "https://a.example", "GitHub", "")));
                }
                basics.add("profiles", profiles);
            }
            document.add("basics", basics);
        }
        section(document, "work", random, "name", "position", "summary", "location");
        section(document, "education", random, "institution", "studyType", "area", "score", "honors");
        section(document, "skills", random, "name", "level", "category", "x-level");
        section(document, "projects", random, "name", "description", "url", "type");
        if (random.nextBoolean()) {
            document.add("languages", JSON.createArrayBuilder().add(object(random, List.of("language"), texts())));
        }
        return document.build();
    }

    private static List<String> texts() {
        return List.of("", "x", "Expert", "master", "Soft", "https://a.example", "long ".repeat(20));
    }

    private static void section(JsonObjectBuilder document, String name, Random random, String... members) {
        if (random.nextBoolean()) {
            return;
        }
        JsonArrayBuilder section = JSON.createArrayBuilder();
        for (int entry = random.nextInt(4); entry > 0; entry--) {
            JsonObjectBuilder item = object(random, List.of(members), texts());
            if (random.nextBoolean()) {
                item.addAll(object(
                        random,
                        List.of("startDate", "endDate"),
                        List.of("", "2020", "2020-05", "2020-05-17", "2021-13")));
            }
            switch (random.nextInt(6)) {
                case 0 -> item.add("current", true);
                case 1 -> item.add("current", false);
                case 2 -> item.add("current", "maybe");
                default -> {}
            }
            section.add(item);
        }
        document.add(name, section);
    }

    private static JsonObjectBuilder object(Random random, List<String> members, List<String> values) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        members.forEach(member -> {
            if (random.nextBoolean()) {
                object.add(member, values.get(random.nextInt(values.size())));
            }
        });
        return object;
    }
}
