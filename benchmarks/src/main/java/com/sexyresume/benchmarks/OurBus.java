package com.sexyresume.benchmarks;

import com.sexyresume.app.SexyResume;
import com.sexyresume.benchmarks.rig.ApplicationProcess;
import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Sample;
import com.sexyresume.benchmarks.rig.Streams;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.events.UserId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application's command side as it is configured for users, without HTTP: its {@link Commands}. */
final class OurBus implements Contender {

    static final String NAME = "ours, command bus";

    private final ConfigurableApplicationContext application;
    private final Commands commands;

    OurBus(Cluster cluster, Path folder) throws SQLException, IOException {
        List<String> arguments = new ArrayList<>(
                ApplicationProcess.arguments(cluster, cluster.migrated("bench_bus"), folder.resolve("keys-of-bus")));
        arguments.add("--sexyresume.query-side.enabled=false");
        arguments.add("--server.port=0");
        application = new SpringApplicationBuilder(SexyResume.class)
                .web(WebApplicationType.SERVLET)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
        commands = application.getBean(Commands.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Callers callers(Load load) {
        UUID hot = UUID.randomUUID();
        return () -> {
            Streams streams = Streams.of(load, hot);
            return () -> {
                UserId user = new UserId(streams.next());
                commands.send(
                        new AwardCredits(user, UUID.randomUUID(), 1, "bench", null),
                        new CommandRequest(user, true, Sample.id(), "", null));
            };
        };
    }

    @Override
    public void close() {
        application.close();
    }
}
