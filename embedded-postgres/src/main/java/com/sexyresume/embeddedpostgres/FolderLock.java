package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * At most one holder per lock file, among all threads of all processes; it ends with its process, even by {@code kill
 * -9}.
 *
 * <p>POSIX frees a process's file locks as soon as <em>any</em> of its channels on that file is closed, so within one
 * process {@link #HELD_HERE} answers and the file is not even opened a second time.
 */
final class FolderLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final long POLL_MS = 20;

    private final Path file;
    private final FileLock lock;

    private FolderLock(Path file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Either the lock or, if another holds it, the pid of the holder where that is known. */
    record Attempt(@Nullable FolderLock lock, OptionalLong holder) {}

    static Attempt attempt(Path lockFile) {
        try {
            Path parent = Files.createDirectories(lockFile.toAbsolutePath().getParent());
            Path file = parent.toRealPath().resolve(lockFile.getFileName());
            if (!HELD_HERE.add(file)) {
                return new Attempt(null, OptionalLong.of(ProcessHandle.current().pid()));
            }
            FileLock lock = null;
            FileChannel channel = null;
            try {
                channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                lock = channel.tryLock();
                if (lock == null) {
                    return new Attempt(null, writtenPid(channel));
                }
                channel.truncate(0);
                channel.write(StandardCharsets.US_ASCII.encode(
                        Long.toString(ProcessHandle.current().pid())));
                return new Attempt(new FolderLock(file, lock), OptionalLong.empty());
            } finally {
                if (lock == null) {
                    if (channel != null) {
                        channel.close();
                    }
                    HELD_HERE.remove(file);
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("The lock file " + lockFile + " cannot be used", unusable);
        }
    }

    static FolderLock await(Path lockFile, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Attempt attempt = attempt(lockFile);
            if (attempt.lock() != null) {
                return attempt.lock();
            }
            if (System.nanoTime() > deadline) {
                throw new PostgresUnavailable(
                        "The lock " + lockFile + " was not free within " + limit.toSeconds() + " s");
            }
            Pause.millis(POLL_MS);
        }
    }

    @Override
    public void close() {
        try (FileChannel channel = lock.channel()) {
            if (channel.isOpen()) {
                channel.truncate(0);
                lock.release();
            }
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    private static OptionalLong writtenPid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String digits = StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
