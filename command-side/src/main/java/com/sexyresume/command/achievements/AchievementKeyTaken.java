package com.sexyresume.command.achievements;

import com.sexyresume.command.Rejection;

/** There is an achievement of that key; it is revised, not defined again (T26). */
record AchievementKeyTaken() implements Rejection {

    @Override
    public String code() {
        return "achievement-key-taken";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "There is an achievement of this key.";
    }
}
