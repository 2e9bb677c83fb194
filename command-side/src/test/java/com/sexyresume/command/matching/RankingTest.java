package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.command.matching.Recommendation.Confidence;
import com.sexyresume.command.matching.RoleIndex.Near;
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
