package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * All test processes of one build use the same embedded cluster; it and its folder go within about a second after the
 * build.
 *
 * <p>The build is the topmost {@code java} process above this one. It names a folder under the system's temporary
 * folder in which a file tells the port and the password; a file lock decides who starts the server.
 */
final class SharedCluster {

    private static final Duration LOCK_LIMIT = Duration.ofMinutes(6);
    private static final String ADDRESS = "cluster.properties";

    private SharedCluster() {}

    static TestCluster ofThisBuild() {
        ProcessIdentity build = ProcessIdentity.ofBuild();
        ServerAccount account = ServerAccount.choose();
        Path rendezvous = Path.of(
                System.getProperty("java.io.tmpdir"),
                "sexyresume-tests-" + ServerAccount.ownUid() + "-" + build.pid() + "-" + build.startTime());
        try {
            openOwn(rendezvous, account);
            try (FolderLock _ = FolderLock.await(rendezvous.resolve("lock"), LOCK_LIMIT)) {
                Path address = rendezvous.resolve(ADDRESS);
                if (Files.exists(address)) {
                    TestCluster known = read(address);
                    if (known.answers()) {
                        return known;
                    }
                }
                start(rendezvous, address, build, account);
                return read(address);
            }
        } catch (IOException failed) {
            throw new PostgresUnavailable("The cluster for tests could not be started in " + rendezvous, failed);
        }
    }

    private static void start(Path rendezvous, Path address, ProcessIdentity build, ServerAccount account)
            throws IOException {
        ClusterFolder cluster = ClusterFolder.open(
                Files.createTempDirectory(rendezvous, "cluster-"), account, PostgresBinaries.provide());
        String password = cluster.initialise(Durability.THROWAWAY);
        Map<String, String> settings = Durability.THROWAWAY.settings(Map.of());
        EmbeddedPostgres.Started started = EmbeddedPostgres.startOnFreePort(
                cluster, port -> ServerProcess.ownedBy(build, rendezvous, cluster, port, settings));
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(started.port()));
        properties.setProperty("password", password);
        Path unfinished = rendezvous.resolve(ADDRESS + ".unfinished");
        try (OutputStream file = Files.newOutputStream(unfinished)) {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
            properties.store(file, null);
        }
        Files.move(unfinished, address, StandardCopyOption.ATOMIC_MOVE);
    }

    private static TestCluster read(Path address) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(address)) {
            properties.load(file);
        }
        int port = Integer.parseInt(properties.getProperty("port"));
        String password = properties.getProperty("password");
        return new TestCluster(database ->
                new DatabaseLogin(EmbeddedPostgres.jdbcUrl(port, database), ClusterFolder.SUPERUSER, password));
    }

    /** The name can be guessed, so a folder that someone else has put there is refused. */
    private static void openOwn(Path folder, ServerAccount account) throws IOException {
        Files.createDirectories(folder);
        int owner = ServerAccount.uidOf(folder);
        if (owner != ServerAccount.ownUid()) {
            throw new PostgresUnavailable(
                    folder + " belongs to uid " + owner + ": remove it, or choose another java.io.tmpdir");
        }
        Files.setPosixFilePermissions(
                folder, PosixFilePermissions.fromString(account == ServerAccount.NOBODY ? "rwx--x--x" : "rwx------"));
    }
}
