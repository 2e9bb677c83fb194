package com.sexyresume.benchmarks.rig;

import java.io.IOException;

/** What one caller does over and over: one command, until it is durable. */
@FunctionalInterface
public interface Call extends AutoCloseable {

    void run() throws Exception;

    /** When the caller has done its last command. */
    @Override
    default void close() throws IOException {}
}
