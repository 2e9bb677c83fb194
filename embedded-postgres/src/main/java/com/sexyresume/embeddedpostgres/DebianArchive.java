package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches packages of another Debian release without installing or changing anything on the machine.
 *
 * <p>apt reads a copy of the machine's own Debian entry with the release exchanged, keeps its index and its cache in a
 * folder that is deleted afterwards, and verifies signatures with the keys of that entry.
 */
final class DebianArchive {

    private static final String RELEASE = "trixie";

    private static final int ENTRIES_TRIED = 3;
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(2);

    private DebianArchive() {}

    /** Downloads one source and one binary package of {@value #RELEASE}; answers the folder they are in. */
    static Path download(Path apt, String sourcePackage, String binaryPackage) throws IOException {
        for (String program : List.of("apt-get", "dpkg")) {
            if (!ExternalProgram.isInstalled(program)) {
                throw new PgVectorUnavailable(
                        "this machine has no " + program + ", so its source cannot be fetched.", null);
            }
        }
        List<AptEntry> entries = AptEntry.ofDebian(sourceFiles());
        PgVectorUnavailable refusal = new PgVectorUnavailable(
                "none of this machine's apt sources is an entry of Debian's own archive.", null);
        for (AptEntry entry : entries.subList(0, Math.min(entries.size(), ENTRIES_TRIED))) {
            try {
                return download(apt, entry, sourcePackage, binaryPackage);
            } catch (PgVectorUnavailable otherVendorOrNoNetwork) {
                refusal = otherVendorOrNoNetwork;
                FolderTree.delete(apt);
            }
        }
        throw refusal;
    }

    private static Path download(Path apt, AptEntry entry, String sourcePackage, String binaryPackage)
            throws IOException {
        Path lists = apt.resolve("lists");
        Path cache = apt.resolve("cache");
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        Path sources = Files.createDirectories(apt.resolve("sources"));
        Path packages = Files.createDirectories(apt.resolve("packages"));
        Files.writeString(sources.resolve("archive.sources"), entry.forRelease(RELEASE));
        Path configuration = Files.writeString(apt.resolve("apt.conf"), """
                Dir::Etc::sourcelist "/dev/null";
                Dir::Etc::sourceparts "%s";
                Dir::State::lists "%s";
                Dir::Cache "%s";
                Dir::Cache::archives "archives";
                APT::Sandbox::User "root";
                Acquire::Languages "none";
                Acquire::Retries "2";
                Acquire::http::Timeout "20";
                Acquire::https::Timeout "20";
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                """.formatted(sources, lists, cache));
        run(INDEX_LIMIT, packages, configuration, "update", "--error-on=any");
        run(DOWNLOAD_LIMIT, packages, configuration, "source", "--download-only", sourcePackage);
        run(DOWNLOAD_LIMIT, packages, configuration, "download", binaryPackage);
        FolderTree.delete(lists);
        return packages;
    }

    private static void run(Duration limit, Path folder, Path configuration, String... arguments) {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-c", configuration.toString()));
        command.addAll(List.of(arguments));
        ExternalProgram program = ExternalProgram.run(limit, command, folder, null);
        if (!program.succeeded()) {
            throw new PgVectorUnavailable(program.account(), null);
        }
    }

    private static List<Path> sourceFiles() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("/etc/apt/sources.list")));
        Path folder = Path.of("/etc/apt/sources.list.d");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> children = Files.list(folder)) {
                children.filter(file -> file.toString().matches(".*\\.(list|sources)"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        files.removeIf(file -> !Files.isReadable(file));
        return files;
    }
}
