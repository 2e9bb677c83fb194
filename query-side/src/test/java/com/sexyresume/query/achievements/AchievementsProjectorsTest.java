package com.sexyresume.query.achievements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.achievements.AchievementId;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementDefined;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRetired;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRevised;
import com.sexyresume.events.achievements.AchievementsEvent.ProgressMade;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T08, T26, D42, D43: what there is to earn, who earned it, and what was counted. */
class AchievementsProjectorsTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final AchievementId FIRST = new AchievementId(new UUID(2, 1));
    private static final AchievementId SECOND = new AchievementId(new UUID(2, 2));

    @RegisterExtension
    private final ProjectedRows rows =
            new ProjectedRows(new AchievementDefinitionsProjector(), new UserAchievementsProjector());

    @Test
    void aDefinitionIsAsItWasSaidLast() throws SQLException {
        rows.given(
                new AchievementDefined("first", "First", "Begin.", "resumes", "resumes_created >= 1", "{}", 5),
                new AchievementRetired("first"));
        assertThat(rows.rows("achievement_definitions", "title", "edition", "is_active"))
                .containsExactly("First 1 false");

        rows.given(new AchievementRevised("first", 2, "Again", "Go on.", "resumes", "resumes_created >= 2", "{}", 7));
        assertThat(rows.rows("achievement_definitions", "title", "edition", "is_active", "reward_credits", "version"))
                .containsExactly("Again 2 true 7 2");
    }

    @Test
    void aRewardHasArrivedOnceItsCreditsHave() throws SQLException {
        rows.given(earned(FIRST, "first", 5), earned(SECOND, "free", 0));
        assertThat(rows.rows("user_achievements", "achievement_key", "credits_claimed"))
                .containsExactly("first false", "free true");

        rows.given(awarded("welcome"));
        assertThat(rows.rows("user_achievements", "achievement_key", "credits_claimed"))
                .as("credits of another source")
                .containsExactly("first false", "free true");

        rows.given(awarded("achievement"));
        assertThat(rows.rows("user_achievements", "achievement_key", "credits_claimed"))
                .containsExactly("first true", "free true");
    }

    @Test
    void aCounterIsItsLastTotal() throws SQLException {
        rows.given(progress(ADA, 1), progress(ADA, 2), progress(BOB, 1));

        assertThat(rows.rows("user_counters", "user_id", "counter", "total"))
                .containsExactly(ADA + " exports 2", BOB + " exports 1");
    }

    @Test
    void nobodyCountsWhoIsErased() throws SQLException {
        rows.given(progress(ADA, 1), progress(BOB, 1), earned(FIRST, "first", 5), new UserErased(ADA, ADA));

        assertThat(rows.rows("user_counters", "user_id")).containsExactly(BOB.toString());
        assertThat(rows.rows("user_achievements", "achievement_key")).containsExactly("first");
    }

    private static AchievementEarned earned(AchievementId id, String key, int credits) {
        return new AchievementEarned(ADA, id, key, 1, "Title", credits, "{}", new UUID(3, 1));
    }

    private static CreditsAwarded awarded(String source) {
        return new CreditsAwarded(ADA, FIRST.value(), 5, source, null, 5);
    }

    private static ProgressMade progress(UserId user, long total) {
        return new ProgressMade(user, "exports", 1, total, ProjectedRows.NOON);
    }
}
