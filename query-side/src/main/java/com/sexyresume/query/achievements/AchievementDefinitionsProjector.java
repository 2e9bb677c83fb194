package com.sexyresume.query.achievements;

import com.sexyresume.events.achievements.AchievementsEvent.AchievementDefined;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRetired;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRevised;
import com.sexyresume.events.achievements.AchievementsEvent.DefinitionEvent;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What there is to earn (T26). */
@Component
class AchievementDefinitionsProjector implements Projector<DefinitionEvent> {

    static final String NAME = "achievement-definitions";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends DefinitionEvent>> follows() {
        return Set.of(DefinitionEvent.class);
    }

    @Override
    public List<String> tables() {
        return List.of("achievement_definitions");
    }

    @Override
    public void project(List<Recorded<DefinitionEvent>> batch, JdbcClient rows) {
        for (Recorded<DefinitionEvent> recorded : batch) {
            Timestamp time = Timestamp.from(recorded.time());
            switch (recorded.event()) {
                case AchievementDefined defined ->
                    rows.sql("""
                                    INSERT INTO achievement_definitions
                                        (achievement_key, title, description, category, criteria, targets, reward_credits,
                                         is_active, edition, version, created_at, updated_at)
                                    VALUES (:key, :title, :description, :category, :criteria, :targets::jsonb, :credits,
                                            true, 1, :version, :time, :time)
                                    """)
                            .param("key", defined.key())
                            .param("title", defined.title())
                            .param("description", defined.description())
                            .param("category", defined.category())
                            .param("criteria", defined.criteria())
                            .param("targets", defined.targets())
                            .param("credits", defined.credits())
                            .param("version", recorded.version())
                            .param("time", time)
                            .update();
                case AchievementRevised revised ->
                    rows.sql("""
                                    UPDATE achievement_definitions
                                    SET title          = :title,
                                        description    = :description,
                                        category       = :category,
                                        criteria       = :criteria,
                                        targets        = :targets::jsonb,
                                        reward_credits = :credits,
                                        is_active      = true,
                                        edition        = :edition,
                                        version        = :version,
                                        updated_at     = :time
                                    WHERE achievement_key = :key
                                    """)
                            .param("key", revised.key())
                            .param("title", revised.title())
                            .param("description", revised.description())
                            .param("category", revised.category())
                            .param("criteria", revised.criteria())
                            .param("targets", revised.targets())
                            .param("credits", revised.credits())
                            .param("edition", revised.edition())
                            .param("version", recorded.version())
                            .param("time", time)
                            .update();
                case AchievementRetired retired ->
                    rows.sql("""
                                    UPDATE achievement_definitions
                                    SET is_active = false, version = :version, updated_at = :time
                                    WHERE achievement_key = :key
                                    """)
                            .param("key", retired.key())
                            .param("version", recorded.version())
                            .param("time", time)
                            .update();
            }
        }
    }
}
