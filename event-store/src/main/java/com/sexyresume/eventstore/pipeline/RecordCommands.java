package com.sexyresume.eventstore.pipeline;

import com.sexyresume.events.Claim;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.append.PendingEvents;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.keys.ClaimKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Makes commands idempotent: when the unit of work commits, the command itself is recorded with its events and claims
 * in one transaction, and alone if it has none. The command's result becomes an {@link Outcome}.
 *
 * <p>A command that is refused is not recorded. Before answering a refusal, look the command up with
 * {@link History#find}: it may have been accepted the first time it came. A {@link PipelinedCommandBus} does.
 *
 * <p>The commit fails with what {@link History#append(Append)} throws.
 */
public final class RecordCommands implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** Metadata key, required: the command's id, a UUID's text. Kept in each event's metadata. */
    public static final String COMMAND_ID = "commandId";

    /** Metadata key: what was asked, as a keyed hash; empty if absent. */
    public static final String FINGERPRINT = "fingerprint";

    /** Metadata key, required: the stream it is decided on, {@code type:uuid}. */
    public static final String STREAM = "stream";

    /** Metadata key: who sends it, a UUID's text. Kept in each event's metadata. */
    public static final String USER_ID = "userId";

    /** Metadata key: what all of a chain of commands and events share. Kept in each event's metadata. */
    public static final String CORRELATION_ID = "correlationId";

    /** Metadata key: the event that led to the command. Kept in each event's metadata. */
    public static final String CAUSATION_ID = "causationId";

    /**
     * The stream's version that the command was decided on, −1 for none: a {@code Long} that whoever decides may leave
     * in the root unit of work under this key. With it, a command that changes nothing is refused like any other if the
     * stream has moved on meanwhile.
     */
    public static final String DECIDED_ON_RESOURCE = "com.sexyresume.decided-on";

    /** Under this key the root unit of work holds the {@code List<Claim>} that comes with its events. */
    public static final String CLAIMS_RESOURCE = "com.sexyresume.claims";

    private static final List<String> ORIGIN = List.of(COMMAND_ID, USER_ID, CORRELATION_ID, CAUSATION_ID);

    private final History history;
    private final ClaimKey claimKey;

    public RecordCommands(History history, ClaimKey claimKey) {
        this.history = history;
        this.claimKey = claimKey;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        if (!unitOfWork.isRoot()) {
            throw new IllegalStateException(
                    "A command that is sent from within another unit of work would be answered before it is recorded");
        }
        CommandMessage<?> command = unitOfWork.getMessage();
        StreamName stream = StreamName.parse(required(command, STREAM));
        UUID commandId = UUID.fromString(required(command, COMMAND_ID));
        String fingerprint = command.getMetaData().get(FINGERPRINT) instanceof String text ? text : "";
        UUID userId = command.getMetaData().get(USER_ID) instanceof String text ? UUID.fromString(text) : null;
        PendingEvents recording = new PendingEvents(commandId, userId, origin(command));
        recording.begin();
        try {
            Object _ = chain.proceed();
        } catch (Exception refused) {
            // A unit of work may commit in spite of an exception, so that a cache keeps an aggregate that refused.
            unitOfWork.onCommit(committing -> recording.mustBeEmpty());
            throw refused;
        }
        Outcome outcome = new Outcome();
        unitOfWork.onCommit(
                committing -> outcome.become(record(append(committing, recording, fingerprint, stream), committing)));
        return outcome;
    }

    private RecordedCommand record(Append append, UnitOfWork<?> unitOfWork) {
        PipelineSlot<?> slot = PipelineSlot.of(unitOfWork);
        return slot == null ? history.append(append) : slot.append(history, append);
    }

    private Append append(UnitOfWork<?> unitOfWork, PendingEvents recording, String fingerprint, StreamName stream) {
        List<NewEvent> events = recording.events();
        Long version = unitOfWork.getResource(DECIDED_ON_RESOURCE);
        if (!events.isEmpty()) {
            version = events.stream()
                    .filter(event -> event.stream().equals(stream))
                    .mapToLong(NewEvent::version)
                    .max()
                    .orElseThrow(() -> new IllegalStateException("Command " + recording.commandId() + " names " + stream
                            + " as its stream, but its events belong to "
                            + events.getFirst().stream()));
        }
        List<Claim> claims = unitOfWork.getOrDefaultResource(CLAIMS_RESOURCE, List.of());
        return new Append(
                recording.commandId(),
                fingerprint,
                stream,
                version,
                events,
                claims.stream()
                        .map(claim -> new Append.ClaimedKey(claimKey.key(claim.kind(), claim.value()), claim.action()))
                        .toList());
    }

    private static Map<String, String> origin(CommandMessage<?> command) {
        Map<String, String> origin = new LinkedHashMap<>();
        for (String key : ORIGIN) {
            if (command.getMetaData().get(key) instanceof String text) {
                origin.put(key, text);
            }
        }
        return origin;
    }

    private static String required(CommandMessage<?> command, String key) {
        if (command.getMetaData().get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "A command carries \"" + key + "\" in its metadata, but " + command.getCommandName() + " came without");
    }
}
