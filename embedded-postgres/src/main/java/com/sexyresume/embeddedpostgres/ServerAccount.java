package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account that a server runs under: never uid 0, which PostgreSQL refuses.
 *
 * <p>Root either enters a user namespace, where it is nobody in name and still owns its files, or, where the kernel or
 * a container forbids that, changes to uid 65534; then the files are given to that uid and no folder on the way may be
 * closed.
 */
enum ServerAccount {
    OWN,
    USER_NAMESPACE,
    NOBODY;

    private static final int NOBODY_UID = 65534;

    static ServerAccount choose() {
        if (!isRoot()) {
            return OWN;
        }
        for (ServerAccount account : List.of(USER_NAMESPACE, NOBODY)) {
            if (account.works()) {
                return account;
            }
        }
        throw new PostgresUnavailable(
                "PostgreSQL refuses to run as root, and neither `unshare -U` nor `setpriv` works here."
                        + " Start as an ordinary user, or install util-linux.");
    }

    static boolean isRoot() {
        return ownUid() == 0;
    }

    /** What stands before a command so that it runs under this account. */
    List<String> prefix() {
        return switch (this) {
            case OWN -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "-U", "--");
            case NOBODY -> List.of("setpriv", "--reuid=" + NOBODY_UID, "--regid=" + NOBODY_UID, "--clear-groups", "--");
        };
    }

    /** Gives the folder and all in it to this account; changes nothing where it has them already. */
    void own(Path folder) {
        if (this == OWN) {
            return;
        }
        int uid = this == NOBODY ? NOBODY_UID : 0;
        try {
            if (uidOf(folder) == uid) {
                return;
            }
            // The folder itself last: as long as it is not given, the rest may be incomplete.
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failed) throws IOException {
                    Files.setAttribute(each, "unix:uid", uid);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException refused) {
            throw new UncheckedIOException(folder + " cannot be given to uid " + uid, refused);
        }
    }

    /** The folder above this one that other accounts cannot pass through, if any. */
    static Optional<Path> closedFolderAbove(Path folder) {
        for (Path each = folder.toAbsolutePath().getParent(); each != null; each = each.getParent()) {
            try {
                if (Files.exists(each)
                        && !Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return Optional.of(each);
                }
            } catch (IOException unreadable) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Refuses a folder that a server under this account could not reach. */
    void requireWayTo(Path folder) {
        if (this == NOBODY) {
            closedFolderAbove(folder).ifPresent(closed -> {
                throw new PostgresUnavailable("As root, PostgreSQL runs here as uid " + NOBODY_UID
                        + ", which cannot pass " + closed + " on the way to " + folder
                        + ". Choose a folder that others can reach, or an ordinary user.");
            });
        }
    }

    private boolean works() {
        List<String> trial = new ArrayList<>(prefix());
        trial.add("true");
        return ExternalProgram.run(Duration.ofSeconds(5), trial).succeeded();
    }

    /** The effective uid, see proc(5): the owner of files in /proc would be root for a program with capabilities. */
    static int ownUid() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .map(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
                    .findFirst()
                    .orElseThrow(() -> new PostgresUnavailable("This system does not tell the own uid"));
        } catch (IOException notLinux) {
            throw new PostgresUnavailable("The embedded PostgreSQL runs on Linux only", notLinux);
        }
    }

    static int uidOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
