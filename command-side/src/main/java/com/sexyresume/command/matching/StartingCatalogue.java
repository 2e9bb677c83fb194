package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.ChooseEmbeddingModel;
import com.sexyresume.command.matching.MatchingCommand.FinishInstallation;
import com.sexyresume.command.matching.MatchingCommand.ShipJobRole;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.Claim;
import com.sexyresume.events.UserId;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.UuidV5;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Records the roles that the application comes with, and which model embeds them. A command's id follows from all that
 * a role says: the same role is recorded once, so that what an administrator has revised or retired since stays as they
 * left it, and another one, of a later version of the application, is a revision. What an administrator has defined
 * under the same title stays instead of it. Once all of them are there, later starts read one stream.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.matching.enabled", matchIfMissing = true)
class StartingCatalogue implements ApplicationRunner {

    private static final UUID NAMESPACE = UUID.fromString("6b1f7c0a-7c0b-4a56-9d0f-3a5f6f1b5e21");
    /** Nobody: the application itself. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final Commands commands;
    private final Streams streams;
    private final Embedder embedder;
    private final MatchingProperties properties;

    StartingCatalogue(Commands commands, Streams streams, Embedder embedder, MatchingProperties properties) {
        this.commands = commands;
        this.streams = streams;
        this.embedder = embedder;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        RoleCatalogue catalogue = streams.read(MatchingStreams.CATALOGUE, MatchingStreams.CATALOGUE.one());
        if (!embedder.model().equals(catalogue.model())) {
            // Another id each time: a model may be chosen again after another one.
            send(
                    new ChooseEmbeddingModel(embedder.model()),
                    "model:" + catalogue.model() + ":" + embedder.model() + ":" + UUID.randomUUID());
        }
        if (properties.startingCatalogue()) {
            install();
        }
    }

    /**
     * Records what is not recorded yet.
     *
     * @return how many roles the catalogue has
     */
    int install() {
        ShippedRoles shipped = ShippedRoles.read();
        if (shipped.sha256()
                .equals(streams.read(MatchingStreams.CATALOGUE, MatchingStreams.CATALOGUE.one())
                        .installed())) {
            return shipped.roles().size();
        }
        // One after the other: however short the queue of commands is, and whoever else is waiting in it.
        shipped.roles().forEach(this::ship);
        send(new FinishInstallation(shipped.sha256(), shipped.roles().size()), "installed:" + shipped.sha256());
        return shipped.roles().size();
    }

    private void ship(ShippedRoles.Shipped role) {
        String key = JobRole.key(role.content());
        try {
            send(
                    new ShipJobRole(new JobRoleId(UuidV5.of(NAMESPACE, key)), role.content(), role.template()),
                    "role:" + role);
        } catch (RuntimeException failed) {
            if (!Claim.Taken.isWhy(failed, JobRole.CLAIM)) {
                throw failed;
            }
        }
    }

    private void send(Command command, String name) {
        var _ = commands.send(
                command, new CommandRequest(NOBODY, true, UuidV5.of(NAMESPACE, name), "starting-catalogue", null));
    }
}
