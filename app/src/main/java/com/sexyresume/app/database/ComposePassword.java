package com.sexyresume.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The superuser's password of the database in the compose file, which has no default: from the environment, else from
 * the file {@code .env} beside it, as Docker Compose itself looks for it. Where neither has one, a random one is added
 * to {@code .env}, so that {@code docker compose} finds it as well.
 */
final class ComposePassword {

    static final String VARIABLE = "SEXYRESUME_POSTGRES_PASSWORD";

    private static final int RANDOM_BYTES = 24;

    private ComposePassword() {}

    static String of(Path composeFile, Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isEmpty()) {
            return given;
        }
        Path file = composeFile.toAbsolutePath().resolveSibling(".env");
        try {
            return in(file).orElseGet(() -> addedTo(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static Optional<String> in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // The last one counts.
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(VARIABLE + "="))
                .map(line -> unquoted(line.substring(VARIABLE.length() + 1).strip()))
                .filter(value -> !value.isEmpty())
                .reduce((_, last) -> last);
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String addedTo(Path file) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            String before = Files.readString(file);
            String line = (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + VARIABLE + "=" + password + "\n";
            Files.writeString(file, line, StandardOpenOption.APPEND);
            return password;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "A password for the database cannot be kept in " + file + ": " + unwritable, unwritable);
        }
    }
}
