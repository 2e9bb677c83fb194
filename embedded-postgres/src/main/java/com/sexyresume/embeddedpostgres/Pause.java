package com.sexyresume.embeddedpostgres;

import java.util.concurrent.TimeUnit;

/** The breath between two looks at something outside this process that sends no signal. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("Interrupted while waiting", interrupted);
        }
    }
}
