package com.sexyresume.eventstore.append;

/**
 * How much may wait to be appended, and how much is appended at once. Characters are those of payloads and metadata,
 * with a fixed share for everything else; a single command may exceed them, so that every command can be recorded.
 *
 * @param queuedCommands how many commands wait at most, beside those that are being appended
 * @param queuedChars how many characters wait at most
 * @param batchCommands how many commands are appended in one commit at most
 * @param batchChars how many characters are appended in one commit at most
 */
public record AppendLimits(int queuedCommands, long queuedChars, int batchCommands, long batchChars) {

    /** For a process with some hundred callers. */
    public static final AppendLimits DEFAULT = new AppendLimits(4_096, 32L << 20, 512, 4L << 20);

    public AppendLimits {
        if (queuedCommands < 1 || queuedChars < 1 || batchCommands < 1 || batchChars < 1) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }
}
