package com.sexyresume.query.achievements;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.events.achievements.AchievementsEvent.ProgressMade;
import com.sexyresume.events.achievements.AchievementsEvent.TrackerEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What users have earned, what it brought them, and how far they have come (T08, D42, D43). */
@Component
class UserAchievementsProjector implements Projector<UserEvent> {

    static final String NAME = "user-achievements";

    /** What awards for achievements name as their source. */
    private static final String SOURCE = "achievement";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(TrackerEvent.class, CreditsAwarded.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("user_achievements", "user_counters");
    }

    /** Earning, awarding and erasing are in several streams of one user. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            Timestamp time = Timestamp.from(recorded.time());
            switch (recorded.event()) {
                case ProgressMade made ->
                    rows.sql("""
                                    INSERT INTO user_counters (user_id, counter, total, updated_at)
                                    VALUES (?, ?, ?, ?)
                                    ON CONFLICT (user_id, counter)
                                        DO UPDATE SET total = excluded.total, updated_at = excluded.updated_at
                                    """)
                            .params(made.userId().value(), made.counter(), made.total(), time)
                            .update();
                case AchievementEarned earned ->
                    rows.sql("""
                                    INSERT INTO user_achievements
                                        (id, user_id, achievement_key, title, edition, earned_at, progress_data,
                                         credits_awarded, credits_claimed, created_at)
                                    VALUES (:id, :user, :key, :title, :edition, :time, :progress::jsonb, :credits,
                                            :claimed, :time)
                                    """)
                            .param("id", earned.achievementId().value())
                            .param("user", earned.userId().value())
                            .param("key", earned.key())
                            .param("title", earned.title())
                            .param("edition", earned.edition())
                            .param("time", time)
                            .param("progress", earned.progress())
                            .param("credits", earned.credits())
                            .param("claimed", earned.credits() == 0)
                            .update();
                case CreditsAwarded awarded
                when awarded.source().equals(SOURCE) ->
                    rows.sql("UPDATE user_achievements SET credits_claimed = true WHERE id = ? AND user_id = ?")
                            .params(awarded.transactionId(), awarded.userId().value())
                            .update();
                // Who is erased earns nothing any longer, and no dry run counts them.
                case UserErased erased ->
                    rows.sql("DELETE FROM user_counters WHERE user_id = ?")
                            .param(erased.userId().value())
                            .update();
                default -> {}
            }
        }
    }
}
