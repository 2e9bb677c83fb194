package com.sexyresume.app.journeys;

import com.sexyresume.app.database.ApplicationDatabase;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * With what an application process starts in half the time: one first start of a build leaves its classes loaded and
 * linked in a file (JEP 483, 514) for all others, those of other test processes as well. It is used again as long as
 * nothing has changed.
 *
 * <p>Only jars can be used so, hence folders of classes are packed. Where no such file comes about, processes start
 * without.
 */
final class WarmStart {

    private static final int ENDING_LIMIT_S = 240;

    private static @Nullable List<String> options;

    private WarmStart() {}

    /** Options of the virtual machine, the class path among them. */
    static synchronized List<String> options() {
        List<String> known = options;
        if (known == null) {
            known = prepare(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            options = known;
        }
        return known;
    }

    private static List<String> prepare(String classPath) {
        List<String> cold = List.of("-cp", classPath);
        try {
            List<Path> entries = Stream.of(classPath.split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
            Path all = Files.createDirectories(target().resolve("warm-start"));
            Path folder = all.resolve(Long.toHexString(checksum(entries)));
            try (FileChannel channel =
                            FileChannel.open(all.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.isDirectory(folder)) {
                    removeFolders(all);
                    Files.createDirectory(folder);
                }
                Path cache = folder.resolve("application.aot");
                String packed = packed(entries, folder);
                if (!Files.exists(cache)) {
                    make(cache, packed, folder);
                }
                return List.of("-XX:AOTCache=" + cache, "-cp", packed);
            }
        } catch (IOException | SecurityException | IllegalStateException failed) {
            System.out.println("Application processes start cold: " + failed);
            return cold;
        }
    }

    /** Those of earlier builds: each is large. */
    private static void removeFolders(Path all) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
            for (Path folder : folders) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    private static Path target() {
        try {
            Path classes = Path.of(WarmStart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("");
        } catch (URISyntaxException strange) {
            throw new IllegalStateException(strange);
        }
    }

    private static String packed(List<Path> entries, Path folder) {
        List<String> packed = new ArrayList<>();
        for (Path entry : entries) {
            if (!Files.isDirectory(entry)) {
                packed.add(entry.toString());
                continue;
            }
            Path jar = folder.resolve(packed.size() + ".jar");
            if (!Files.exists(jar)) {
                pack(entry, jar);
            }
            packed.add(jar.toString());
        }
        return String.join(File.pathSeparator, packed);
    }

    private static void pack(Path entry, Path jar) {
        Path unfinished = jar.resolveSibling(jar.getFileName() + ".unfinished");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int code = ToolProvider.findFirst("jar")
                .orElseThrow(() -> new IllegalStateException("This is no JDK"))
                .run(
                        nowhere,
                        nowhere,
                        "--create",
                        "--no-compress",
                        "--file=" + unfinished,
                        "-C",
                        entry.toString(),
                        ".");
        if (code != 0) {
            throw new IllegalStateException("jar ended with " + code);
        }
        move(unfinished, jar);
    }

    /** On a database of its own: no test finds that the application has run before. */
    private static void make(Path cache, String classPath, Path folder) throws IOException {
        Path unfinished = cache.resolveSibling("unfinished.aot");
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ApplicationProcess first = ApplicationProcess.on(database, folder, Map.of())) {
            first.startWith(List.of("-XX:AOTCacheOutput=" + unfinished, "-cp", classPath));
            first.awaitReady();
            // The cache is written while it ends by itself.
            first.running().destroy();
            if (!first.running().waitFor(ENDING_LIMIT_S, TimeUnit.SECONDS) || !Files.exists(unfinished)) {
                throw new IllegalStateException("A first start left no " + unfinished);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (AssertionError ended) {
            throw new IllegalStateException(ended);
        }
        move(unfinished, cache);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Changes with the virtual machine and with every file of the class path. */
    private static long checksum(List<Path> entries) throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        for (Path entry : entries) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String state = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
                    checksum.update(state.getBytes(StandardCharsets.UTF_8));
                }
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        }
        return checksum.getValue();
    }
}
