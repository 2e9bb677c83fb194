package com.sexyresume.deciding;

import com.sexyresume.events.UserId;
import java.util.Map;

/**
 * Whoever the events would be about, or who sent the command, was erased.
 *
 * @param user who, which the answer does not tell
 */
@Refused(value = Rejection.Kind.GONE, detail = "This user was erased; nothing can be recorded for them.")
public record AccountErased(UserId user) implements Rejection {
    @Override
    public Map<String, Object> members() {
        return Map.of();
    }
}
