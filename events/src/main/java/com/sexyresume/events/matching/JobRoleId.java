package com.sexyresume.events.matching;

import com.sexyresume.events.Id;
import java.util.UUID;

/** A job role: made of the command that defines it. */
public record JobRoleId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
