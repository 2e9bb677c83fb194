package com.sexyresume.deciding;

import com.sexyresume.events.DomainEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which command led to which event by which rule in which test, as the tests of this run saw it. It is written to
 * {@code target/slices.tsv} when the run ends, and the application's tests make {@code docs/slices.md} of it.
 */
final class Slices {

    private static final Path FILE = Path.of("target", "slices.tsv");
    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Slices::write));
    }

    private Slices() {}

    static void seen(Command command, Object state, List<? extends DomainEvent> events) {
        String test = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("Test"))
                        .findFirst()
                        .orElse(""));
        for (DomainEvent event : events) {
            SEEN.add(String.join(
                    "\t",
                    command.getClass().getName(),
                    event.getClass().getName(),
                    state.getClass().getNestHost().getName(),
                    test));
        }
    }

    private static void write() {
        try {
            Files.write(FILE, SEEN);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
