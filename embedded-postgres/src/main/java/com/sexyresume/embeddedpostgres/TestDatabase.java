package com.sexyresume.embeddedpostgres;

/** A database that one test has to itself, until it closes it. */
public final class TestDatabase implements AutoCloseable {

    private final TestCluster cluster;
    private final String name;
    private boolean closed;

    TestDatabase(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return login().jdbcUrl();
    }

    public String superuser() {
        return login().user();
    }

    public String password() {
        return login().password();
    }

    public DatabaseLogin login() {
        return cluster.login(name);
    }

    /** Ends all its sessions and drops it; again is harmless. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            cluster.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }
}
