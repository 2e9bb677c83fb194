package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.history.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/** A command while it is handled: it gathers, in the root unit of work, what is appended in one go at the commit. */
public final class PendingEvents {

    private static final String RESOURCE = "com.sexyresume.recording";

    private final UUID commandId;
    private final @Nullable UUID userId;
    private final Map<String, String> origin;
    private final List<NewEvent> events = new ArrayList<>();

    /** @param origin added to the metadata of every event */
    public PendingEvents(UUID commandId, @Nullable UUID userId, Map<String, String> origin) {
        this.commandId = commandId;
        this.userId = userId;
        this.origin = origin;
    }

    public static @Nullable PendingEvents current() {
        return CurrentUnitOfWork.isStarted()
                ? CurrentUnitOfWork.get().root().<@Nullable PendingEvents>getResource(RESOURCE)
                : null;
    }

    public void begin() {
        CurrentUnitOfWork.get().root().resources().put(RESOURCE, this);
    }

    public UUID commandId() {
        return commandId;
    }

    @Nullable
    public UUID userId() {
        return userId;
    }

    public Map<String, String> origin() {
        return origin;
    }

    public List<NewEvent> events() {
        return events;
    }

    /**
     * Checks that a refused command left no events.
     *
     * @throws IllegalStateException if events were applied by a command that was refused after all
     */
    public void mustBeEmpty() {
        if (!events.isEmpty()) {
            throw new IllegalStateException("Command " + commandId + " applied events before it was refused");
        }
    }
}
