package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.command.matching.Recommendation.Confidence;
import com.sexyresume.command.matching.RoleIndex.Near;
import com.sexyresume.command.matching.words.Words;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T06, C07, D36, D58. */
class RankingTest {

    private static final JobMatchId MATCH = new JobMatchId(new UUID(0, 1));
    private static final Ranking RANKING = new Ranking(0.1, 0.6);
    private static final ResumeProfile PROFILE = ResumeProfile.of(data("""
            {"personalInfo": {"fullName": "Ada Canary", "email": "ada@canary.org", "summary": "I love Kubernetes."},
             "experience": [{"id": "a", "position": "Apprentice", "company": "Mills", "endDate": "2019-01"},
                            {"id": "b", "position": "Weaver", "current": true,
                             "description": "Wrote REST-APIs in Node.js.", "achievements": ["Moved to Postgres"]}],
             "skills": [{"id": "j", "name": "Java"}, {"id": "c", "name": "C++"}]}"""));

    @Test
    void aResumeIsReadFromTheLastPositionOnAndWithoutItsOwner() {
        assertThat(PROFILE.position()).isEqualTo("Weaver");
        assertThat(PROFILE.text())
                .startsWith("Weaver. Apprentice. I love Kubernetes.")
                .contains("Skills: Java, C++")
                .doesNotContain("Canary", "canary");
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA, skills",
        "C++, skills",
        "k8s, personalInfo",
        "Rest API, experience",
        "PostgreSQL, experience",
        "node, experience"
    })
    void aSkillIsFoundHoweverItIsWritten(String skill, String section) {
        assertThat(PROFILE.saying(skill)).containsExactly(section);
    }

    @ParameterizedTest
    @CsvSource({"Java Script", "C", "Jav", "Weaver Wrote"})
    void aSkillIsNotFoundInPartOfAWordOrAcrossTexts(String skill) {
        assertThat(PROFILE.saying(skill)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Helped products go live | Go",
                "Go live of three shops | Go",
                "Planned the Go-live of a shop | Go",
                "I excel at numbers | Excel",
                "Excel at numbers | Excel",
                "Opened in Spring 2020 | Spring",
                "Worked every Spring in Kent | Spring",
                "Reported to C-level | C",
                "Reported to the C level | C",
                "Led R&D in Kent | R",
                "Swift delivery of goods | Swift",
                "Managed to react to faults | React",
            })
    void aWordOfALanguageIsNoSkill(String text, String skill) {
        assertThat(profile("'summary':'" + text + "'").saying(skill)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Wrote services in Go and Rust | Go",
                "Golang for servers | Go",
                "Go, Rust, SQL | Go",
                "Reports in Excel | Excel",
                "Apps with Spring and SQL | Spring",
                "Firmware in C and Python | C",
                "Models in R | R",
                "Apps in Swift. | Swift",
                "Pages with React | React",
            })
    void aSkillIsNoWordOfALanguage(String text, String skill) {
        assertThat(profile("'summary':'" + text + "'").saying(skill)).containsExactly("personalInfo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Go", "go", "Microsoft Excel", "Excel (advanced)", "C / C++", "R", "swift"})
    void inAListOfSkillsSuchAWordIsOne(String name) {
        String skill = Words.compared(name.replace("Microsoft ", "").split(" ", -1)[0]);
        ResumeProfile profile =
                ResumeProfile.of(data(("{'skills':[{'id':'s','name':'" + name + "'}]}").replace('\'', '"')));

        assertThat(profile.saying(skill)).containsExactly("skills");
    }

    @Test
    void skillsCountWhereverAnImportKeptThem() {
        String begin = "{'experience':[{'id':'a','position':'Web Developer'}],'skills':[";
        ResumeProfile names = ResumeProfile.of(
                data((begin + "{'id':'s','name':'React'},{'id':'t','name':'CSS'}]}").replace('\'', '"')));
        ResumeProfile keywords = ResumeProfile.of(data((begin
                        + "{'id':'s','name':'Skills'}],'extensions':{'jsonResume':{'skills':{'s':{'keywords':['React','CSS']}}}}}")
                .replace('\'', '"')));

        assertThat(keywords.text()).isEqualTo(names.text());
        assertThat(keywords.saying("React")).containsExactly("skills");
        assertThat(keywords.saying("CSS")).containsExactly("skills");
    }

    @Test
    void whatSomebodyCallsTheirWorkCounts() {
        ResumeProfile profile = ResumeProfile.of(
                data("{'extensions':{'jsonResume':{'basics':{'label':'Data Engineer'}}},'personalInfo':{}}"
                        .replace('\'', '"')));

        assertThat(profile.position()).isEqualTo("Data Engineer");
        assertThat(profile.text()).isEqualTo("Data Engineer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Gesundheits- und Krankenpflegerin|Pflege der Patienten auf einer Station und Wundversorgung|Registered Nurse",
                "Infirmière|Soins aux patients dans une clinique et pansements|Registered Nurse",
                "Enfermera|Cuidado de pacientes en la planta y curas|Registered Nurse",
                "Contador|Contabilidade das empresas e dos clientes para o grupo|Accountant",
                "Elettricista|Impianti per la casa e gli uffici della città|Electrician",
                "Verpleegkundige|Zorg voor de patiënten op een afdeling en in het huis|Registered Nurse",
                "Медсестра|Уход за пациентами в отделении|Registered Nurse",
                "护士|负责病房护理|Registered Nurse",
                "看護師|病棟での看護を担当しました|Registered Nurse",
                "ممرضة|رعاية المرضى في المستشفى|Registered Nurse",
            })
    void inOtherLanguagesWorkIsCalledAsTheCatalogueCallsIt(String position, String summary, String role) {
        ResumeProfile profile =
                profile("'summary':'" + summary + "'},'experience':[{'id':'a','position':'" + position + "'}],'x':{");

        assertThat(profile.understanding()).isEqualTo(ResumeProfile.Understanding.WORDS);
        assertThat(profile.text()).contains(role);
        assertThat(Confidence.very_high.atMost(profile.understanding())).isEqualTo(Confidence.medium);
    }

    @Test
    void ofALanguageThatIsNotUnderstoodNothingIsSure() {
        ResumeProfile profile = profile("'summary':'ผู้ดูแลสวนและต้นไม้'");

        assertThat(profile.understanding()).isEqualTo(ResumeProfile.Understanding.NOTHING);
        assertThat(RANKING.rank(MATCH, profile, List.of(near(1, 0.6, List.of(), List.of())), 1))
                .singleElement()
                .satisfies(recommendation -> {
                    assertThat(recommendation.confidence()).isEqualTo(Confidence.low);
                    assertThat(recommendation.reasoning()).contains("not understood");
                });
    }

    private static ResumeProfile profile(String personalInfo) {
        return ResumeProfile.of(data(("{'personalInfo':{" + personalInfo + "}}").replace('\'', '"')));
    }

    @Test
    void whatSaysNothingIsEmpty() {
        assertThat(ResumeProfile.of(data("{}")).isEmpty()).isTrue();
        assertThat(ResumeProfile.of(data("{\"personalInfo\":{\"summary\":\" … !\"}}"))
                        .isEmpty())
                .isTrue();
        assertThat(PROFILE.isEmpty()).isFalse();
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String summary = "x" + "\uD83D\uDE00".repeat(ResumeProfile.MOST_CHARACTERS);

        String text = ResumeProfile.of(data("{\"personalInfo\":{\"summary\":\"" + summary + "\"}}"))
                .text();

        assertThat(text).hasSize(ResumeProfile.MOST_CHARACTERS - 1);
        assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1))).isFalse();
    }

    @Test
    void theScoreIsOfMeaningAndSkills() {
        Recommendation all = only(near(1, 0.6, List.of("Java", "C++"), List.of("Kubernetes")));
        assertThat(all.scorePercent()).isEqualTo(100);
        assertThat(all.confidence()).isEqualTo(Confidence.very_high);

        // 40 × 0.5 + 45 × 1/2 + 15 × 0 of 100 parts
        Recommendation half = only(near(1, 0.35, List.of("Java", "Dyeing"), List.of("Sewing")));
        assertThat(half.scorePercent()).isEqualTo(43);
        assertThat(half.matchedSkills()).containsExactly("Java");
        assertThat(half.skillGaps()).containsExactly("Dyeing", "Sewing");
        assertThat(half.highlightSections()).containsExactly("skills");
        assertThat(half.reasoning())
                .contains("\"Weaver\"", "35% similar", "1 of 2 required", "0 of 1 preferred", "Dyeing, Sewing");
    }

    @Test
    void whatARoleDoesNotNameIsLeftOut() {
        assertThat(only(near(1, 0.35, List.of(), List.of())).scorePercent()).isEqualTo(50);
        // 40 × 0.5 + 45 × 1 of 85 parts
        assertThat(only(near(1, 0.35, List.of("Java"), List.of())).scorePercent())
                .isEqualTo(76);
    }

    @Test
    void whatIsFartherThanNothingIsNothing() {
        assertThat(only(near(1, -0.9, List.of(), List.of())).scorePercent()).isZero();
        assertThat(only(near(1, 0.99, List.of(), List.of())).scorePercent()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 3, very_high",
        "75, 3, very_high",
        "74, 3, high",
        "55, 3, high",
        "54, 3, medium",
        "35, 0, medium",
        "34, 9, low",
        "100, 2, medium"
    })
    void confidenceHasThresholds(int scorePercent, int skills, Confidence confidence) {
        assertThat(Confidence.of(scorePercent, skills)).isEqualTo(confidence);
    }

    @Test
    void theBestComeFirstAndTiesHaveAnOrder() {
        List<Near> roles = List.of(
                near(3, 0.2, List.of(), List.of()),
                near(2, 0.5, List.of(), List.of()),
                near(1, 0.5, List.of(), List.of()));

        List<Recommendation> ranked = RANKING.rank(MATCH, PROFILE, roles, 2);

        assertThat(ranked).extracting(Recommendation::jobRoleId).containsExactly(new UUID(0, 1), new UUID(0, 2));
        assertThat(RANKING.rank(MATCH, PROFILE, roles.reversed(), 2)).isEqualTo(ranked);
        assertThat(Recommendation.read(Recommendation.write(ranked))).isEqualTo(ranked);
        assertThat(Recommendation.read(null)).isEmpty();
    }

    @Test
    void aFloorIsBelowItsCeiling() {
        assertThatThrownBy(() -> new Ranking(0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ranking(Double.NaN, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Recommendation only(Near role) {
        return RANKING.rank(MATCH, PROFILE, List.of(role), 1).getFirst();
    }

    private static Near near(long id, double similarity, List<String> required, List<String> preferred) {
        return new Near(
                new JobRoleId(new UUID(0, id)),
                1,
                new JobRoleContent(
                        "Some Role",
                        "textiles",
                        Seniority.MID,
                        required,
                        preferred,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        List.of()),
                similarity,
                "modern");
    }

    static JsonObject data(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
