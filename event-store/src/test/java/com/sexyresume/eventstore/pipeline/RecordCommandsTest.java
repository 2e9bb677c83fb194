package com.sexyresume.eventstore.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.json.NoteEvent;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.json.NoteEvent.NoteWritten;
import com.sexyresume.eventstore.keys.ClaimKey;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordCommandsTest {

    private static final UserId USER = new UserId(UUID.randomUUID());

    private static HistoryDatabase database;
    private static History history;
    private static PostgresEventStore store;
    private static CommandGateway gateway;

    /** Writes lines into a note, or fails. */
    private record Write(StreamName stream, long version, int lines, List<Claim> claims, boolean refused) {

        static Write into(StreamName stream) {
            return new Write(stream, -1, 1, List.of(), false);
        }

        Write at(long version) {
            return new Write(stream, version, lines, claims, refused);
        }

        Write lines(int lines) {
            return new Write(stream, version, lines, claims, refused);
        }

        Write claiming(Claim... claims) {
            return new Write(stream, version, lines, List.of(claims), refused);
        }

        Write butRefused() {
            return new Write(stream, version, lines, claims, true);
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        var appender = database.pool("appender", 4);
        history = new History(appender, appender, Duration.ofSeconds(5));
        PostgresEventStorageEngine engine = PostgresEventStorageEngine.builder()
                .history(history)
                .eventSerializer(new EventSerializer(
                        NoteEvent.ALL, SubjectKeys.fixed(Base64.getEncoder().encodeToString(new byte[32]))))
                .build();
        store = PostgresEventStore.builder()
                .storageEngine(engine)
                .listens(appender)
                .notifies(appender)
                .build();
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .rollbackConfiguration(failure -> !(failure instanceof Refused))
                .build();
        bus.registerHandlerInterceptor(new RecordCommands(
                history, ClaimKey.fromConfiguration(Base64.getEncoder().encodeToString(new byte[32]))));
        bus.subscribe(Write.class.getName(), message -> write((Write) message.getPayload(), store));
        gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    }

    private static Object write(Write command, EventBus events) {
        CurrentUnitOfWork.get().root().resources().put(RecordCommands.DECIDED_ON_RESOURCE, command.version());
        CurrentUnitOfWork.get().root().resources().put(RecordCommands.CLAIMS_RESOURCE, command.claims());
        for (int line = 1; line <= command.lines(); line++) {
            events.publish(new GenericDomainEventMessage<>(
                    "note",
                    command.stream().toString(),
                    command.version() + line,
                    new NoteWritten(new NoteId(command.stream().id()), USER, "line " + line)));
        }
        if (command.refused()) {
            throw new Refused();
        }
        return "the handler's own result";
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    private final StreamName stream = Appends.newStream();
    private final UUID commandId = UUID.randomUUID();

    private Outcome send(Write command) {
        return send(commandId, command);
    }

    private static Outcome send(UUID commandId, Write command) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put(RecordCommands.COMMAND_ID, commandId.toString());
        metadata.put(RecordCommands.FINGERPRINT, "asked");
        metadata.put(RecordCommands.STREAM, command.stream().toString());
        metadata.put(RecordCommands.USER_ID, USER.toString());
        metadata.put(RecordCommands.CORRELATION_ID, "correlation");
        metadata.put(RecordCommands.CAUSATION_ID, "causation");
        metadata.put("expectedVersion", 7L);
        return gateway.sendAndWait(new GenericCommandMessage<>(command, metadata));
    }

    @Test
    void recordsACommandWithItsEvents() {
        Outcome outcome = send(Write.into(stream).lines(2));

        RecordedCommand recorded = outcome.recorded();
        assertThat(recorded)
                .isEqualTo(new RecordedCommand(commandId, "asked", "note", stream.id(), 1, recorded.position()));
        assertThat(history.find(commandId)).contains(recorded);
        assertThat(database.strings("SELECT user_id || ' ' || command_id FROM event_store.event WHERE stream_id = '"
                        + stream.id() + "'"))
                .containsOnly(USER + " " + commandId)
                .hasSize(2);
    }

    @Test
    void tellsEachEventWhereItComesFrom() {
        Outcome _ = send(Write.into(stream));

        assertThat(store.readEvents(stream.toString()).next().getMetaData())
                .isEqualTo(Map.of(
                        "commandId",
                        commandId.toString(),
                        "userId",
                        USER.toString(),
                        "correlationId",
                        "correlation",
                        "causationId",
                        "causation"));
    }

    @Test
    void recordsACommandThatChangesNothing() {
        Outcome _ = send(UUID.randomUUID(), Write.into(stream).lines(3));

        RecordedCommand recorded = send(Write.into(stream).at(2).lines(0)).recorded();

        assertThat(recorded.version()).isEqualTo(2);
        assertThat(history.find(commandId)).contains(recorded);
        assertThatThrownBy(
                        () -> send(UUID.randomUUID(), Write.into(stream).at(1).lines(0)))
                .isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void answersTheSameCommandWithWhatItCameTo() {
        RecordedCommand recorded = send(Write.into(stream)).recorded();

        assertThatThrownBy(() -> send(Write.into(stream).at(0)))
                .isInstanceOfSatisfying(
                        CommandAlreadyRecorded.class,
                        known -> assertThat(known.recorded()).isEqualTo(recorded));
    }

    @Test
    void recordsNoRefusal() {
        assertThatThrownBy(() -> send(Write.into(stream).lines(0).butRefused())).isInstanceOf(Refused.class);

        assertThat(history.find(commandId)).isEmpty();
    }

    @Test
    void doesNotCommitEventsOfACommandThatWasRefusedAfterAll() {
        assertThatThrownBy(() -> send(Write.into(stream).lines(1).butRefused()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("applied events before it was refused");

        assertThat(history.lastVersion(stream)).isEmpty();
    }

    @Test
    void takesTheClaimsThatComeWithTheEvents() {
        Claim email = Claim.take("email", "ada@example.org");
        Outcome _ = send(UUID.randomUUID(), Write.into(stream).claiming(email));

        assertThatThrownBy(() -> send(Write.into(Appends.newStream()).claiming(email)))
                .isInstanceOfSatisfying(
                        ClaimTaken.class, taken -> assertThat(taken.kind()).isEqualTo("email"));
        assertThat(history.find(commandId)).isEmpty();
        Outcome _ =
                send(UUID.randomUUID(), Write.into(stream).at(0).claiming(Claim.release("email", "ada@example.org")));
        Outcome _ = send(Write.into(Appends.newStream()).claiming(email));
    }

    @Test
    void refusesACommandWithoutAnId() {
        assertThatThrownBy(() -> gateway.sendAndWait(GenericCommandMessage.asCommandMessage(Write.into(stream))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carries \"stream\"");
    }

    @Test
    void refusesACommandWithinAnotherUnitOfWork() {
        CommandMessage<?> outer = GenericCommandMessage.asCommandMessage("outer");
        DefaultUnitOfWork<CommandMessage<?>> unitOfWork = DefaultUnitOfWork.startAndGet(outer);
        try {
            assertThatThrownBy(() -> send(Write.into(stream)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("answered before it is recorded");
        } finally {
            unitOfWork.rollback();
        }
    }

    @Test
    void namesAStreamThatTheEventsDoNotBelongTo() {
        Map<String, Object> metadata = Map.of(
                RecordCommands.COMMAND_ID,
                commandId.toString(),
                RecordCommands.STREAM,
                Appends.newStream().toString());
        assertThatThrownBy(() -> gateway.sendAndWait(new GenericCommandMessage<>(Write.into(stream), metadata)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(stream.toString());
    }

    @Test
    void appendsEventsThatNoCommandBroughtUnderTheirOwnId() {
        NoteWritten note = new NoteWritten(new NoteId(stream.id()), USER, "text");
        GenericDomainEventMessage<NoteWritten> message =
                new GenericDomainEventMessage<>("note", stream.toString(), 0, note);

        store.publish(message);

        assertThat(store.readEvents(stream.toString()).next().getPayload()).isEqualTo(note);
        assertThat(history.find(UUID.fromString(message.getIdentifier()))).isPresent();
        assertThatThrownBy(() -> store.publish(message)).isInstanceOf(CommandAlreadyRecorded.class);
    }
}
