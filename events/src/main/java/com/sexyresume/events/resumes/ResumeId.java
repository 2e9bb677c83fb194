package com.sexyresume.events.resumes;

import com.sexyresume.events.Id;
import java.util.UUID;

/** One résumé. */
public record ResumeId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
