package com.sexyresume.reading;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every wait of these tests looks after {@value #INTERVAL_MS} ms already, where Awaitility's own is 100. */
public final class OftenLooked implements BeforeAllCallback {

    private static final long INTERVAL_MS = 20;

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ofMillis(INTERVAL_MS));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(INTERVAL_MS));
    }
}
