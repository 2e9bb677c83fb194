package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fonts of scripts that no font on the class path has: Chinese, Japanese and Korean (WenQuanYi Micro Hei), Thai, Lao
 * and Ethiopic (Noto Sans), and emoji (Symbola). Like pgvector they come from Debian's archive, once per machine,
 * without being installed, and are there offline afterwards.
 */
public final class DebianFonts {

    private static final Logger log = LoggerFactory.getLogger(DebianFonts.class);

    private static final String FOLDER = "fonts-1";
    private static final List<String> PACKAGES = List.of("fonts-noto-core", "fonts-wqy-microhei", "fonts-symbola");
    private static final List<String> FILES = List.of(
            "NotoSansEthiopic-Regular.ttf",
            "NotoSansLao-Regular.ttf",
            "NotoSansThai-Regular.ttf",
            "Symbola_hint.ttf",
            "wqy-microhei.ttc");
    private static final Duration LOCK_LIMIT = Duration.ofMinutes(5);
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(1);

    private DebianFonts() {}

    /** The folder with the fonts, fetched now if it was not there; empty, after a warning that says why, without. */
    public static Optional<Path> provide() {
        Path cache = PostgresBinaries.cacheFolder();
        Path fonts = cache.resolve(FOLDER);
        if (Files.isDirectory(fonts)) {
            return Optional.of(fonts);
        }
        try (FolderLock _ = FolderLock.await(Files.createDirectories(cache).resolve("fonts.lock"), LOCK_LIMIT)) {
            if (!Files.isDirectory(fonts)) {
                fetch(fonts);
            }
            return Optional.of(fonts);
        } catch (IOException | UncheckedIOException | EmbeddedPostgresFailure failed) {
            log.warn(
                    "PDFs are set without Chinese, Japanese, Korean, Thai, Lao and Ethiopic letters and without emoji,"
                            + " because their fonts cannot be fetched: {} Set sexyresume.fonts.folder to a folder with"
                            + " TrueType fonts.",
                    failed.getMessage());
            return Optional.empty();
        }
    }

    private static void fetch(Path fonts) throws IOException {
        log.info("Fetching fonts of further scripts: once per machine, about half a minute");
        Path workshop = fonts.resolveSibling("fonts.unfinished");
        FolderTree.delete(workshop);
        try {
            Path unpacked = Files.createDirectories(workshop.resolve("unpacked"));
            Path product = Files.createDirectories(workshop.resolve("product"));
            Path packages = DebianArchive.download(workshop.resolve("apt"), List.of(), PACKAGES);
            for (Path archive : files(packages)) {
                ExternalProgram dpkg = ExternalProgram.run(
                        UNPACK_LIMIT, List.of("dpkg", "-x", archive.toString(), unpacked.toString()));
                if (!dpkg.succeeded()) {
                    throw new IOException(dpkg.account());
                }
            }
            for (Path file : files(unpacked)) {
                String name = file.getFileName().toString();
                if (FILES.contains(name)) {
                    Files.copy(file, product.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            for (String name : FILES) {
                if (!Files.exists(product.resolve(name))) {
                    throw new IOException("Debian's packages brought no " + name + ".");
                }
            }
            Files.move(product, fonts, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FolderTree.delete(workshop);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
