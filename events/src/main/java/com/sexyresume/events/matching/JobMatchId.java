package com.sexyresume.events.matching;

import com.sexyresume.events.Id;
import java.util.UUID;

/** A wish to know which job roles fit a résumé: made of the command that asks for it. */
public record JobMatchId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
