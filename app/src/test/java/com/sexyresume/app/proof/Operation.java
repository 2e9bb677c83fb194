package com.sexyresume.app.proof;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a client to have a command recorded, and what it was told. Times are ticks of one clock that all
 * clients share.
 *
 * @param invoked before anything was sent
 * @param answered after the answer had come
 * @param body what was asked: two attempts with one command id and the same body are the same command
 * @param events how many the command records, 0 if the client does not know
 * @param expectedVersion the version that the client decided on, if it named one
 * @param creditChange of all its events together, if it is about credits
 * @param claims in order
 */
record Operation(
        long invoked,
        long answered,
        UUID commandId,
        String body,
        String stream,
        int events,
        @Nullable Long expectedVersion,
        @Nullable Long creditChange,
        List<ClaimChange> claims,
        Answer answer) {

    /**
     * A key that a command's stream takes or gives back.
     *
     * @param key {@code kind:value}
     */
    record ClaimChange(String key, Change change) {

        enum Change {
            TAKE,
            RELEASE,
            /** Takes it, and gives back what the stream holds of the kind. */
            REPLACE
        }

        String kind() {
            return key.substring(0, key.indexOf(':') + 1);
        }
    }

    /** What the client was told. */
    sealed interface Answer {

        /**
         * It is recorded, says the answer.
         *
         * @param body whatever else the answer says, such as the id of what was created
         */
        record Acknowledged(long version, long position, String body) implements Answer {}

        /** Nothing was recorded, says the answer. */
        record Refused(String code) implements Answer {

            static final String OTHER_BODY = "idempotency-key-reused";
        }

        /** There was no answer, or one that says that the outcome is not known. */
        record Unknown(String why) implements Answer {}

        /** What nobody should be told, such as 500. */
        record Defect(String what) implements Answer {}
    }

    Answer.@Nullable Acknowledged acknowledged() {
        return answer instanceof Answer.Acknowledged acknowledged ? acknowledged : null;
    }

    boolean isRefused() {
        return answer instanceof Answer.Refused;
    }
}
