package com.sexyresume.events.letters;

import com.sexyresume.events.Id;
import java.util.UUID;

/** A cover letter: made of the command that begins it. */
public record LetterId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
