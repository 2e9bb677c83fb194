package com.sexyresume.command.exports;

import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportId;
import org.jspecify.annotations.Nullable;

/**
 * Where rendered files are kept until they expire, for every process of the application alike. They are no history: a
 * file that is lost is rendered again by another export of the same version.
 */
public interface ExportFiles {

    /** Keeps a file, whole or not at all; one of that export that is there is replaced by it. */
    void keep(ExportId export, UserId user, byte[] file);

    /** Null when there is none. */
    byte @Nullable [] read(ExportId export);

    void delete(ExportId export);

    void deleteAllOf(UserId user);
}
