package com.sexyresume.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/** A command while it is handled: it gathers, in the root unit of work, what is appended in one go at the commit. */
final class Recording {

    private static final String RESOURCE = "com.sexyresume.recording";

    private final UUID commandId;
    private final @Nullable UUID userId;
    private final Map<String, String> origin;
    private final List<NewEvent> events = new ArrayList<>();

    /** @param origin added to the metadata of every event */
    Recording(UUID commandId, @Nullable UUID userId, Map<String, String> origin) {
        this.commandId = commandId;
        this.userId = userId;
        this.origin = origin;
    }

    static @Nullable Recording current() {
        return CurrentUnitOfWork.isStarted()
                ? CurrentUnitOfWork.get().root().<@Nullable Recording>getResource(RESOURCE)
                : null;
    }

    void begin() {
        CurrentUnitOfWork.get().root().resources().put(RESOURCE, this);
    }

    UUID commandId() {
        return commandId;
    }

    @Nullable
    UUID userId() {
        return userId;
    }

    Map<String, String> origin() {
        return origin;
    }

    List<NewEvent> events() {
        return events;
    }

    /** @throws IllegalStateException if events were applied by a command that was refused after all */
    void mustBeEmpty() {
        if (!events.isEmpty()) {
            throw new IllegalStateException("Command " + commandId + " applied events before it was refused");
        }
    }
}
