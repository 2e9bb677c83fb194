package com.sexyresume.query.achievements;

import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What there is to earn (T26), and what a user has earned and is on the way to (T08). */
@RestController("achievementsQueries")
@Tag(name = "Achievements")
class AchievementsController {

    private static final String DEFINITION = "achievement_key, title, description, category, criteria, targets,"
            + " reward_credits, is_active, edition, created_at, updated_at";
    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    /** More than definitions there may be: they end, though they have no pages. */
    private static final int MOST = 1_000;

    private final Reader reader;

    AchievementsController(Reader reader) {
        this.reader = reader;
    }

    /**
     * An achievement that there is.
     *
     * @param targets how far counters must come, by their names, as far as the criteria tell
     * @param edition counted from 1
     */
    record Definition(
            @Schema(example = "first-resume") String key,
            String title,
            String description,
            String category,
            @Schema(example = "resumes_created >= 1") String criteria,
            Map<String, Long> targets,
            int rewardCredits,
            boolean isActive,
            int edition,
            Instant createdAt,
            Instant updatedAt) {

        static Definition of(ResultSet row, int number) throws SQLException {
            return new Definition(
                    row.getString("achievement_key"),
                    row.getString("title"),
                    row.getString("description"),
                    row.getString("category"),
                    row.getString("criteria"),
                    numbers(row.getString("targets")),
                    row.getInt("reward_credits"),
                    row.getBoolean("is_active"),
                    row.getInt("edition"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant());
        }
    }

    /**
     * What the user has earned.
     *
     * @param creditsClaimed whether the credits have arrived, which they do by themselves
     * @param progress the counters that the criteria named, as they were
     */
    record Earned(
            UUID id,
            String key,
            String title,
            Instant earnedAt,
            int creditsAwarded,
            boolean creditsClaimed,
            Map<String, Long> progress) {}

    /**
     * How far a counter has come.
     *
     * @param value of the counter, at most the target
     */
    record Step(String counter, long value, long target) {}

    /**
     * What the user has not earned yet.
     *
     * @param steps none when the criteria do not tell how far anything must come
     * @param percent how much of the steps is done, rounded down; null without steps
     */
    record Pending(
            String key,
            String title,
            String description,
            String category,
            int rewardCredits,
            List<Step> steps,

            @Schema(minimum = "0", maximum = "100") @Nullable
            Integer percent) {

        static Pending of(Definition definition, Map<String, Long> counters) {
            List<Step> steps = definition.targets().entrySet().stream()
                    .filter(target -> target.getValue() > 0)
                    .map(target -> new Step(
                            target.getKey(),
                            Math.min(counters.getOrDefault(target.getKey(), 0L), target.getValue()),
                            target.getValue()))
                    .toList();
            return new Pending(
                    definition.key(),
                    definition.title(),
                    definition.description(),
                    definition.category(),
                    definition.rewardCredits(),
                    steps,
                    steps.isEmpty()
                            ? null
                            : (int) (100
                                    * steps.stream()
                                            .mapToDouble(step -> (double) step.value() / step.target())
                                            .average()
                                            .orElse(0)));
        }
    }

    /**
     * Where a user stands.
     *
     * @param earned the newest first
     * @param pending what can be earned still
     * @param counters what was counted of the user
     * @param totalCredits that achievements have brought or will
     */
    record Standing(List<Earned> earned, List<Pending> pending, Map<String, Long> counters, long totalCredits) {}

    @GetMapping("/v1/achievements")
    @ReadsFrom(AchievementDefinitionsProjector.NAME)
    @Operation(summary = "What there is to earn")
    List<Definition> definitions() {
        return reader.read(rows -> active(rows));
    }

    @GetMapping("/v1/achievements/{key}")
    @ReadsFrom(AchievementDefinitionsProjector.NAME)
    @Operation(summary = "One achievement", description = "Also one that was retired.")
    Definition definition(@PathVariable String key) {
        return reader.read(rows -> rows.sql(
                                "SELECT " + DEFINITION + " FROM achievement_definitions WHERE achievement_key = ?")
                        .param(key)
                        .query(Definition::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("achievement"));
    }

    @GetMapping("/v1/admin/achievements")
    @ReadsFrom(AchievementDefinitionsProjector.NAME)
    @Operation(summary = "All achievements there ever were", description = "For administrators.")
    List<Definition> all() {
        return reader.readAsAdmin(rows -> rows.sql(
                        "SELECT " + DEFINITION + " FROM achievement_definitions ORDER BY achievement_key LIMIT " + MOST)
                .query(Definition::of)
                .list());
    }

    @GetMapping("/v1/me/achievements")
    @ReadsFrom({AchievementDefinitionsProjector.NAME, UserAchievementsProjector.NAME})
    @Operation(summary = "What you have earned, and how far you are on the way to the rest")
    Standing own() {
        return reader.read(rows -> standing(rows, reader.caller()));
    }

    @GetMapping("/v1/admin/users/{userId}/achievements")
    @ReadsFrom({AchievementDefinitionsProjector.NAME, UserAchievementsProjector.NAME})
    @Operation(summary = "Where a user stands", description = "For administrators.")
    Standing of(@PathVariable UUID userId) {
        return reader.readAsAdmin(rows -> standing(rows, userId));
    }

    private static List<Definition> active(JdbcClient rows) {
        return rows.sql("SELECT " + DEFINITION
                        + " FROM achievement_definitions WHERE is_active ORDER BY category, achievement_key LIMIT "
                        + MOST)
                .query(Definition::of)
                .list();
    }

    private static Standing standing(JdbcClient rows, UUID user) {
        List<Earned> earned = rows.sql("""
                        SELECT id, achievement_key, title, earned_at, credits_awarded, credits_claimed, progress_data
                        FROM user_achievements
                        WHERE user_id = ?
                        ORDER BY earned_at DESC, achievement_key
                        LIMIT ?
                        """)
                .params(user, MOST)
                .query((row, number) -> new Earned(
                        row.getObject("id", UUID.class),
                        row.getString("achievement_key"),
                        row.getString("title"),
                        row.getTimestamp("earned_at").toInstant(),
                        row.getInt("credits_awarded"),
                        row.getBoolean("credits_claimed"),
                        numbers(row.getString("progress_data"))))
                .list();
        Map<String, Long> counters = new TreeMap<>();
        rows.sql("SELECT counter, total FROM user_counters WHERE user_id = ?")
                .param(user)
                .query(row -> {
                    counters.put(row.getString("counter"), row.getLong("total"));
                });
        List<String> keys = earned.stream().map(Earned::key).toList();
        return new Standing(
                earned,
                active(rows).stream()
                        .filter(definition -> !keys.contains(definition.key()))
                        .map(definition -> Pending.of(definition, counters))
                        .toList(),
                counters,
                earned.stream().mapToLong(Earned::creditsAwarded).sum());
    }

    private static Map<String, Long> numbers(String json) {
        return new TreeMap<>(JSON.readValue(json, NUMBERS));
    }
}
