package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * pgvector is compiled at most once per machine, from a source whose SHA-256 is pinned here, and works offline
 * afterwards.
 *
 * <p>The upstream source comes out of Debian's source package; the headers come out of Debian's binary package
 * {@code postgresql-server-dev-17}, which changes with every minor release of PostgreSQL, so they are vouched for by
 * apt's own verification of the archive's signature and not by a pin. Debian's only patch ({@code no-native}) is what
 * the command line below does as well: no {@code -march}, so that the cache may move to another machine of the same
 * architecture.
 */
final class PgVector {

    static final String VERSION = "0.8.0";

    private static final Logger log = LoggerFactory.getLogger(PgVector.class);

    /** System property or environment variable: a folder with the three files of a ready build. */
    private static final String FOLDER_SETTING = "SEXYRESUME_PGVECTOR";

    private static final String LIBRARY = "vector.so";
    private static final String CONTROL = "vector.control";
    private static final String SCRIPT = "vector--" + VERSION + ".sql";

    private static final String SOURCE_ARCHIVE = "pgvector_" + VERSION + ".orig.tar.gz";
    private static final String SOURCE_SHA_256 = "867a2c328d4928a5a9d6f052cd3bc78c7d60228a9b914ad32aa3db88e9de27b0";
    private static final String HEADERS_PACKAGE = "postgresql-server-dev-17";

    private static final Duration COMPILE_LIMIT = Duration.ofMinutes(3);
    private static final Duration EXTRACT_LIMIT = Duration.ofMinutes(1);
    private static final List<String> COMPILER_FLAGS = List.of(
            "-O2",
            "-fPIC",
            "-fno-strict-aliasing",
            "-fwrapv",
            "-fexcess-precision=standard",
            "-ftree-vectorize",
            "-fassociative-math",
            "-fno-signed-zeros",
            "-fno-trapping-math",
            "-fvisibility=hidden",
            "-D_GNU_SOURCE",
            "-I.");

    private final Path built;
    private final Path libraries;
    private final Path extensions;

    PgVector(Path cache, Path distribution, String architecture) {
        this.built = cache.resolve("pgvector-" + VERSION + "-" + architecture);
        this.libraries = distribution.resolve("lib/postgresql");
        this.extensions = distribution.resolve("share/postgresql/extension");
    }

    /** Whether nothing is left to do; a folder that someone named is looked at each time. */
    boolean isInstalled() {
        return configuredFolder().isEmpty() && Files.exists(extensions.resolve(CONTROL));
    }

    /** Puts pgvector into the distribution; the caller holds the cache's lock. */
    void install() throws IOException {
        String configured = configuredFolder();
        if (!configured.isEmpty()) {
            installFrom(Path.of(configured));
            return;
        }
        if (!Files.exists(extensions.resolve(CONTROL))) {
            if (!Files.exists(built)) {
                build();
            }
            installFrom(built);
        }
    }

    private void installFrom(Path folder) throws IOException {
        for (String file : List.of(LIBRARY, SCRIPT, CONTROL)) {
            if (!Files.isReadable(folder.resolve(file))) {
                throw new PgVectorUnavailable("there is no readable " + file + " in " + folder + ".", null);
            }
        }
        replace(folder.resolve(LIBRARY), libraries.resolve(LIBRARY));
        replace(folder.resolve(SCRIPT), extensions.resolve(SCRIPT));
        // Last, because its presence says that pgvector is installed.
        replace(folder.resolve(CONTROL), extensions.resolve(CONTROL));
    }

    /** By a rename, never by writing into a library that a running server has mapped. */
    private static void replace(Path from, Path to) throws IOException {
        if (Files.exists(to) && Files.mismatch(from, to) == -1) {
            return;
        }
        Path unfinished = to.resolveSibling(to.getFileName() + ".unfinished");
        Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private void build() throws IOException {
        String compiler = List.of("gcc", "cc").stream()
                .filter(ExternalProgram::isInstalled)
                .findFirst()
                .orElseThrow(() -> new PgVectorUnavailable("there is no C compiler (gcc) on the path.", null));
        log.info("Compiling pgvector {} for the embedded PostgreSQL: once per machine, about half a minute", VERSION);
        Path workshop = built.resolveSibling("pgvector.unfinished");
        FolderTree.delete(workshop);
        try {
            Path source = Files.createDirectories(workshop.resolve("source"));
            Path headers = Files.createDirectories(workshop.resolve("headers"));
            Path packages =
                    DebianArchive.download(workshop.resolve("apt"), List.of("pgvector"), List.of(HEADERS_PACKAGE));
            Path archive = packages.resolve(SOURCE_ARCHIVE);
            requireSha256(archive, SOURCE_SHA_256);
            succeed(
                    EXTRACT_LIMIT,
                    source,
                    "tar",
                    "-xzf",
                    archive.toString(),
                    "--strip-components=1",
                    "--no-same-owner");
            succeed(
                    EXTRACT_LIMIT,
                    workshop,
                    "dpkg",
                    "-x",
                    only(packages, "*.deb").toString(),
                    headers.toString());
            Path product = Files.createDirectories(workshop.resolve("product"));
            compile(compiler, source, headers.resolve("usr/include/postgresql/17/server"), product.resolve(LIBRARY));
            Files.copy(source.resolve(CONTROL), product.resolve(CONTROL));
            Files.copy(source.resolve("sql/vector.sql"), product.resolve(SCRIPT));
            Files.move(product, built, StandardCopyOption.ATOMIC_MOVE);
        } catch (DebianArchive.Unavailable unavailable) {
            throw new PgVectorUnavailable(String.valueOf(unavailable.getMessage()), unavailable);
        } finally {
            FolderTree.delete(workshop);
        }
    }

    private static void compile(String compiler, Path source, Path headers, Path library) throws IOException {
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(COMPILER_FLAGS);
        command.addAll(List.of("-I" + headers, "-shared", "-s", "-o", library.toString()));
        command.addAll(sources(Files.readString(source.resolve("Makefile"))));
        command.add("-lm");
        succeed(COMPILE_LIMIT, source, command.toArray(String[]::new));
    }

    private static List<String> sources(String makefile) {
        Matcher objects = Pattern.compile("(?m)^OBJS = (.+)$").matcher(makefile);
        if (!objects.find()) {
            throw new PgVectorUnavailable("its Makefile names no sources.", null);
        }
        return List.of(objects.group(1).strip().replace(".o", ".c").split("\\s+"));
    }

    private static void succeed(Duration limit, Path folder, String... command) {
        ExternalProgram program = ExternalProgram.run(limit, List.of(command), folder, null);
        if (!program.succeeded()) {
            throw new PgVectorUnavailable(program.account(), null);
        }
    }

    private static Path only(Path folder, String pattern) throws IOException {
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : matching) {
                return file;
            }
        }
        throw new PgVectorUnavailable("apt downloaded no " + pattern + ".", null);
    }

    private static void requireSha256(Path file, String expected) {
        try {
            String actual = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            if (!actual.equals(expected)) {
                throw new PgVectorUnavailable(
                        file.getFileName() + " has the SHA-256 " + actual + " instead of " + expected + ".", null);
            }
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        } catch (IOException missing) {
            throw new UncheckedIOException("apt's source package brought no " + file.getFileName(), missing);
        }
    }

    private static String configuredFolder() {
        String property = System.getProperty(FOLDER_SETTING, "");
        return property.isBlank()
                ? System.getenv().getOrDefault(FOLDER_SETTING, "").strip()
                : property.strip();
    }
}
