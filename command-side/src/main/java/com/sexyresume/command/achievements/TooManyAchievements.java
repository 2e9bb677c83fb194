package com.sexyresume.command.achievements;

import com.sexyresume.command.Rejection;
import java.util.Map;

/** Every counted event is judged by every definition: there may be only so many. */
record TooManyAchievements(int maximum) implements Rejection {

    @Override
    public String code() {
        return "too-many-achievements";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "There are as many achievements as there may be.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("maximum", maximum);
    }
}
