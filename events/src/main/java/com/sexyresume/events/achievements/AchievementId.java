package com.sexyresume.events.achievements;

import com.sexyresume.events.Id;
import java.util.UUID;

/** That one user earned one achievement: made of both, so that there is one id for it, whatever led to it (C10). */
public record AchievementId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
