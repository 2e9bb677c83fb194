package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster on disk: {@code pgdata} is there complete or not at all, and the superuser's password beside it is
 * readable by its owner alone.
 *
 * <pre>
 * lock            held by the process that runs the server
 * password        of the superuser, 0600
 * port            the last one used
 * postgresql.log  what the server says; the previous file is kept once it has grown
 * pgdata/         the server's own folder
 * </pre>
 */
record ClusterFolder(Path folder, ServerAccount account, Path binaries) {

    static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(ClusterFolder.class);

    private static final String UNFINISHED = "pgdata.unfinished-";
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final long LOG_LIMIT_BYTES = 4L * 1024 * 1024;
    private static final int LOG_TAIL_BYTES = 4096;
    private static final int PASSWORD_BYTES = 24;

    /** Makes the folder, and those above it that are absent, for their owner alone, or passable as below. */
    static void make(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(permissions(ServerAccount.choose())));
        } catch (IOException unusable) {
            throw new PostgresUnavailable("The folder " + folder + " cannot be made", unusable);
        }
    }

    private static Set<PosixFilePermission> permissions(ServerAccount account) {
        return PosixFilePermissions.fromString(account == ServerAccount.NOBODY ? "rwx--x--x" : "rwx------");
    }

    /** Creates the folder for its owner alone, or passable for the server's uid where that is another one. */
    static ClusterFolder open(Path folder, ServerAccount account, Path binaries) throws IOException {
        Path real = Files.createDirectories(folder).toRealPath();
        account.requireWayTo(real);
        Files.setPosixFilePermissions(real, permissions(account));
        return new ClusterFolder(real, account, binaries);
    }

    Path data() {
        return folder.resolve("pgdata");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path log() {
        return folder.resolve("postgresql.log");
    }

    /** Makes the cluster on the first start, and gives its files to the server's account on every one. */
    String initialise(Durability durability) throws IOException {
        String password = password();
        if (!Files.exists(data())) {
            removeUnfinished();
            // A name of its own, because the initdb of a process that was killed may still be writing.
            Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
            account.own(unfinished);
            Path passwordForInitdb = folder.resolve("password.initdb");
            Files.deleteIfExists(passwordForInitdb);
            try {
                writePrivately(passwordForInitdb, password);
                account.own(passwordForInitdb);
                ExternalProgram initdb = ExternalProgram.run(
                        INITDB_LIMIT, initdb(unfinished, passwordForInitdb, durability), folder, null);
                if (!initdb.succeeded()) {
                    throw new PostgresUnavailable(
                            "The cluster in " + folder + " could not be made: " + initdb.account());
                }
            } finally {
                Files.deleteIfExists(passwordForInitdb);
            }
            Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel parent = FileChannel.open(folder, StandardOpenOption.READ)) {
                parent.force(true);
            }
        }
        account.own(data());
        shortenLog();
        return password;
    }

    /** The server's command line; what it sets there holds over every file in {@code pgdata}. */
    List<String> serverCommand(int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(program("postgres"), "-D", data().toString(), "-p", Integer.toString(port)));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    Optional<Integer> lastPort() {
        try {
            return Optional.of(Integer.parseInt(Files.readString(portFile()).strip()));
        } catch (IOException | NumberFormatException neverStarted) {
            return Optional.empty();
        }
    }

    void rememberPort(int port) throws IOException {
        Files.writeString(portFile(), Integer.toString(port));
    }

    /** What the server has said since a position in its log, at most the last few kilobytes of it. */
    String logSince(long position) {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            file.seek(Math.max(position, file.length() - LOG_TAIL_BYTES));
            byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).strip();
        } catch (IOException noLog) {
            return "";
        }
    }

    long logSize() {
        try {
            return Files.exists(log()) ? Files.size(log()) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What an initdb left that did not come to its end; one that still runs keeps its folder until the next time. */
    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path each : folders) {
                try {
                    FolderTree.delete(each);
                } catch (DirectoryNotEmptyException beingWritten) {
                    log.debug("{} is still being written", each);
                }
            }
        }
    }

    private List<String> initdb(Path data, Path passwordFile, Durability durability) {
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(
                program("initdb"),
                "-D",
                data.toString(),
                "-U",
                SUPERUSER,
                "--pwfile=" + passwordFile,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        switch (durability) {
            case DURABLE -> command.add("--data-checksums");
            case THROWAWAY -> command.addAll(List.of("--no-sync", "--set", Durability.SCRAM_ITERATIONS + "=1"));
        }
        return command;
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private Path portFile() {
        return folder.resolve("port");
    }

    private String password() throws IOException {
        Path file = folder.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path unfinished = folder.resolve("password.unfinished");
        Files.deleteIfExists(unfinished);
        writePrivately(unfinished, password);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
    }

    private void shortenLog() throws IOException {
        if (logSize() > LOG_LIMIT_BYTES) {
            Files.move(log(), folder.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log())) {
            Files.createFile(log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** Those whose working folder is this cluster's data: a server, or what is left of one. */
    List<ProcessHandle> processesAtWork() {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            Path data = data();
            return processes.filter(process -> worksIn(process.pid(), data)).toList();
        }
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(data);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
