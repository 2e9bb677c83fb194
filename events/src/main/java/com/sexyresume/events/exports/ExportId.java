package com.sexyresume.events.exports;

import com.sexyresume.events.Id;
import java.util.UUID;

/** One export; the charge for it has the same id. */
public record ExportId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
