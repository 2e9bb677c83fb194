package com.sexyresume.embeddedpostgres;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A cluster in a container that ends with this process; the only class that needs Testcontainers. */
final class ContainerCluster {

    private static final String IMAGE = "pgvector/pgvector:pg17";
    private static final String REQUIRED_CLASS = "org.testcontainers.postgresql.PostgreSQLContainer";

    private ContainerCluster() {}

    static boolean isOnClassPath() {
        try {
            Class.forName(REQUIRED_CLASS, false, ContainerCluster.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Never closed here: Testcontainers removes the container when this process has ended. */
    static TestCluster start() {
        if (!isOnClassPath()) {
            throw new DockerFailure(
                    "Add org.testcontainers:testcontainers-postgresql to the tests' class path to run them in Docker",
                    null);
        }
        return Container.start();
    }

    private static final class Container {

        static TestCluster start() {
            PostgreSQLContainer container = new PostgreSQLContainer(
                            DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
                    .withUsername(ClusterFolder.SUPERUSER)
                    .withCommand(Durability.THROWAWAY.commandInContainer());
            container.start();
            return new TestCluster(database -> new DatabaseLogin(
                    "jdbc:postgresql://" + container.getHost() + ":"
                            + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + database,
                    container.getUsername(),
                    container.getPassword()));
        }
    }
}
