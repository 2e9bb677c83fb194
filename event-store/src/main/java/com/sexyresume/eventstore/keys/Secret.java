package com.sexyresume.eventstore.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** 32 secret bytes, configured as Base64 or kept as Base64 in a file that only its owner may read. */
public final class Secret {

    static final int LENGTH_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private Secret() {}

    public static byte[] random(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** @throws IllegalArgumentException if it is not the Base64 of 32 bytes; the message does not repeat it */
    static byte[] decode(String base64, String what) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            bytes = new byte[0];
        }
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException(what + " is the Base64 of " + LENGTH_BYTES
                    + " random bytes, as openssl rand -base64 32 prints them");
        }
        return bytes;
    }

    /**
     * The secret in a file, which is made if it is absent; of several processes that make it at once, all read the
     * same.
     */
    static byte[] in(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The secret in " + file + " cannot be made: " + failed, failed);
        }
        return read(file);
    }

    /** The secret in a file that exists. */
    static byte[] read(Path file) {
        try {
            if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException(file + " holds a secret that others may read: chmod 600 it");
            }
            return decode(Files.readString(file), file.toString());
        } catch (IOException failed) {
            // Another owner's, a folder, no text at all: the exception's name says which.
            throw new UncheckedIOException("The secret in " + file + " cannot be read: " + failed, failed);
        }
    }

    /** Appears whole, or not at all: it is written beside and linked, which fails if another process was first. */
    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        makeFolders(folder);
        // Temporary files are the owner's alone from the start.
        Path written = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(random(LENGTH_BYTES))));
                channel.force(true);
            }
            Files.createLink(file, written);
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                // A key must not be lost that something is encrypted with by then.
                entries.force(true);
            }
        } catch (FileAlreadyExistsException another) {
            // Whoever was first has made it.
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Those that are absent, for their owner alone. */
    private static void makeFolders(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
