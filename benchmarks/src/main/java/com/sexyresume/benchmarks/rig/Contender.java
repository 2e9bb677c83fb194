package com.sexyresume.benchmarks.rig;

/** A way to make one command of one event durable, on a database of its own. */
public interface Contender extends AutoCloseable {

    /** As the tables name it. */
    String name();

    /** Whatever the callers of one measurement share, such as the hot stream. */
    Callers callers(Load load);

    /** CPU time so far of the process that is measured, PostgreSQL apart, in nanoseconds. */
    default long cpuNanos() {
        return Machine.cpuNanos();
    }

    @Override
    void close();

    /** The callers of one measurement. */
    @FunctionalInterface
    interface Callers {

        /** Made in the caller's thread, and used there alone. */
        Call next() throws Exception;
    }
}
