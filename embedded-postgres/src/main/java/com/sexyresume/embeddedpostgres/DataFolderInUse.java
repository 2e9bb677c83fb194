package com.sexyresume.embeddedpostgres;

import java.nio.file.Path;
import java.util.OptionalLong;

/** A data folder belongs to one process at a time; the second one is refused at once and changes nothing. */
public final class DataFolderInUse extends EmbeddedPostgresFailure {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private final long pid;

    DataFolderInUse(Path folder, OptionalLong pid) {
        super(
                "The data folder " + folder + " is in use by another process"
                        + (pid.isPresent() ? " (pid " + pid.getAsLong() + ")" : "")
                        + ". Stop that one first, or choose another data folder.",
                null);
        this.folder = folder.toString();
        this.pid = pid.orElse(-1);
    }

    public Path folder() {
        return Path.of(folder);
    }

    /** The process that holds the folder, where it is known. */
    public OptionalLong pid() {
        return pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }
}
