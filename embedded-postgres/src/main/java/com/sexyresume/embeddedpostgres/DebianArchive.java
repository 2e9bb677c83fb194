package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.Serial;
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

    /** Why packages cannot be had here. */
    static final class Unavailable extends IOException {

        @Serial
        private static final long serialVersionUID = 1;

        Unavailable(String why) {
            super(why);
        }
    }

    /**
     * Downloads packages of {@value #RELEASE}; answers the folder they are in.
     *
     * @param sourcePackages whose sources are wanted
     * @param binaryPackages that are wanted as {@code .deb} files
     * @throws Unavailable when this machine has no apt, no entry of Debian's archive, or no way to it
     */
    static Path download(Path apt, List<String> sourcePackages, List<String> binaryPackages) throws IOException {
        for (String program : List.of("apt-get", "dpkg")) {
            if (!ExternalProgram.isInstalled(program)) {
                throw new Unavailable("this machine has no " + program + ", so nothing can be fetched.");
            }
        }
        List<AptEntry> entries = AptEntry.ofDebian(sourceFiles());
        Unavailable refusal =
                new Unavailable("none of this machine's apt sources is an entry of Debian's own archive.");
        for (AptEntry entry : entries.subList(0, Math.min(entries.size(), ENTRIES_TRIED))) {
            try {
                return download(apt, entry, sourcePackages, binaryPackages);
            } catch (Unavailable otherVendorOrNoNetwork) {
                refusal = otherVendorOrNoNetwork;
                FolderTree.delete(apt);
            }
        }
        throw refusal;
    }

    private static Path download(Path apt, AptEntry entry, List<String> sourcePackages, List<String> binaryPackages)
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
        for (String name : sourcePackages) {
            run(DOWNLOAD_LIMIT, packages, configuration, "source", "--download-only", name);
        }
        for (String name : binaryPackages) {
            run(DOWNLOAD_LIMIT, packages, configuration, "download", name);
        }
        FolderTree.delete(lists);
        return packages;
    }

    private static void run(Duration limit, Path folder, Path configuration, String... arguments) throws Unavailable {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-c", configuration.toString()));
        command.addAll(List.of(arguments));
        ExternalProgram program = ExternalProgram.run(limit, command, folder, null);
        if (!program.succeeded()) {
            throw new Unavailable(program.account());
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
