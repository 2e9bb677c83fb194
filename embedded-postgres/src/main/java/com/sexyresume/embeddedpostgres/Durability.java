package com.sexyresume.embeddedpostgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a committed row outlives a loss of power, or only the test that wrote it. */
enum Durability {
    DURABLE,
    THROWAWAY;

    /**
     * How often each side hashes the password of a login, 4,096 times unless it is said: more of the tests' time than
     * anything else, because each test opens connections of its own. Passwords of a throw-away cluster guard nothing.
     */
    static final String SCRAM_ITERATIONS = "scram_iterations";

    /**
     * For a machine with two cores. The log holds neither errors of statements nor their values, which may be personal
     * data; pgvector 0.8.0 overflows when it builds an HNSW index in parallel.
     */
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "200"),
            Map.entry("jit", "off"),
            Map.entry("max_parallel_maintenance_workers", "0"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_connections", "off"),
            Map.entry("log_disconnections", "off"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_min_messages", "log"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_parameter_max_length", "0"));

    Map<String, String> settings(Map<String, String> wished) {
        Map<String, String> all = new LinkedHashMap<>(COMMON);
        all.putAll(own());
        all.putAll(wished);
        return all;
    }

    /** The same for the server of a container, which has to listen beyond its own loopback and on its socket. */
    String[] commandInContainer() {
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings(Map.of("listen_addresses", "*", "unix_socket_directories", "/var/run/postgresql"))
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command.toArray(String[]::new);
    }

    private Map<String, String> own() {
        return switch (this) {
            case DURABLE -> Map.of("shared_buffers", "256MB");
            case THROWAWAY ->
                Map.of(
                        "shared_buffers",
                        "128MB",
                        "max_connections",
                        "400",
                        "fsync",
                        "off",
                        "synchronous_commit",
                        "off",
                        "full_page_writes",
                        "off",
                        "max_wal_size",
                        "2GB",
                        SCRAM_ITERATIONS,
                        "1");
        };
    }
}
