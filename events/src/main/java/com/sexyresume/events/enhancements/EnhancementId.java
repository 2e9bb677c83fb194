package com.sexyresume.events.enhancements;

import com.sexyresume.events.Id;
import java.util.UUID;

/** A request to improve a résumé: made of the command that asks for it. */
public record EnhancementId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
