package com.sexyresume.embeddedpostgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts a service of a compose file and answers only once the service is healthy. */
public final class DockerCompose {

    /** An image may have to be pulled first. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private DockerCompose() {}

    /**
     * Starts the service and waits until it is healthy.
     *
     * @throws DockerFailure with the command's output, if the service is not up within ten minutes
     */
    public static void up(Path composeFile, String service) {
        ExternalProgram compose = ExternalProgram.run(
                LIMIT, List.of("docker", "compose", "-f", composeFile.toString(), "up", "-d", "--wait", service));
        if (!compose.succeeded()) {
            throw new DockerFailure("The service " + service + " did not start: " + compose.account(), null);
        }
    }
}
