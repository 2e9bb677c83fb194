package com.sexyresume.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A process that is out of memory ends, also without the flag of the virtual machine. */
@Execution(ExecutionMode.CONCURRENT)
class OutOfMemoryTest {

    @ParameterizedTest
    @CsvSource({"thrown, 3", "virtual, 3", "logged, 3", "other, 0"})
    void endsTheProcess(String how, int status) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        how)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(status);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Meets an error, and would go on. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws InterruptedException {
            new OutOfMemory().watch();
            Runnable outOfMemory = () -> {
                throw new OutOfMemoryError("told so");
            };
            switch (arguments[0]) {
                case "thrown" -> Thread.ofPlatform().start(outOfMemory).join();
                case "virtual" -> Thread.ofVirtual().start(outOfMemory).join();
                case "logged" ->
                    LoggerFactory.getLogger(Victim.class)
                            .trace("caught", new IllegalStateException(new OutOfMemoryError("told so")));
                default ->
                    Thread.ofPlatform()
                            .start(() -> {
                                throw new IllegalStateException("another one");
                            })
                            .join();
            }
        }
    }
}
