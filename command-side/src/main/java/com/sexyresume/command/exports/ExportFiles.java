package com.sexyresume.command.exports;

import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportId;
import org.jspecify.annotations.Nullable;

/**
 * Where rendered files are kept until they expire, for every process of the application alike. They are no history: a
 * file that is lost is rendered again by another export of the same version.
 */
public interface ExportFiles {

    /**
     * Keeps a file, whole or not at all, and not of a user who is erased; one of that export that is there is replaced.
     */
    void keep(ExportId export, UserId user, byte[] file);

    /** Null when there is none. */
    byte @Nullable [] read(ExportId export);

    void delete(ExportId export);

    /** Of a user who is erased: none is kept any more once this has returned. */
    void deleteAllOf(UserId user);
}
