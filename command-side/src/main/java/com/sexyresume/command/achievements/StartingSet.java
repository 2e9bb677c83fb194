package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.AchievementsCommand.ShipAchievement;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.UuidV5;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records the achievements that the application comes with. The command's id follows from all that a definition says:
 * the same definition is recorded once, so that what an administrator has revised or retired since stays as they left
 * it, and another one, of a later version of the application, is a revision.
 */
@Component
@EnableConfigurationProperties(AchievementProperties.class)
@ConditionalOnBooleanProperty(name = "sexyresume.achievements.enabled", matchIfMissing = true)
class StartingSet implements ApplicationRunner {

    static final String RESOURCE = "achievements.json";

    private static final UUID NAMESPACE = UUID.fromString("2b7f4f0e-54a5-4f0d-9f39-9b6a0d1d7c52");
    /** Nobody: the application itself. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final Commands commands;
    private final AchievementProperties properties;

    StartingSet(Commands commands, AchievementProperties properties) {
        this.commands = commands;
        this.properties = properties;
    }

    static List<Definition> definitions() {
        try (InputStream resource = new ClassPathResource(RESOURCE, StartingSet.class).getInputStream()) {
            return JsonMapper.shared().readValue(resource, new TypeReference<List<Definition>>() {});
        } catch (IOException unreadable) {
            throw new IllegalStateException(RESOURCE + " cannot be read", unreadable);
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (properties.startingSet()) {
            definitions().forEach(this::ship);
        }
    }

    private void ship(Definition definition) {
        commands.send(
                new ShipAchievement(definition),
                new CommandRequest(
                        NOBODY,
                        true,
                        UuidV5.of(NAMESPACE, JsonMapper.shared().writeValueAsString(definition)),
                        "starting-set:" + definition.key(),
                        null));
    }
}
