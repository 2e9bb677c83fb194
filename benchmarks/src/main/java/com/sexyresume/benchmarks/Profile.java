package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where time goes, by Java Flight Recorder: one recording for each contender and load, of the measurements at 64
 * callers, or at the most there are. It samples this process, so of HTTP it shows the client.
 */
final class Profile {

    private static final int CALLERS = 64;
    private static final int SHOWN = 12;

    private final boolean wanted;
    private final int callers;
    private final Path folder;
    private final Map<String, List<Path>> recordings = new LinkedHashMap<>();
    private @Nullable Recording running;
    private String name = "";

    Profile(boolean wanted, Plan plan, Path folder) {
        this.wanted = wanted;
        this.callers =
                plan.callers().contains(CALLERS) ? CALLERS : plan.callers().getLast();
        this.folder = folder;
    }

    void begin(Contender contender, Load load, int callers) throws IOException, ParseException {
        if (!wanted || callers != this.callers || contender instanceof OurHttp) {
            return;
        }
        name = contender.name() + ", " + load.title();
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
        recording.start();
        running = recording;
    }

    void end(Contender contender) throws IOException {
        Recording recording = running;
        if (recording == null) {
            return;
        }
        running = null;
        recording.stop();
        List<Path> files = recordings.computeIfAbsent(name, first -> new ArrayList<>());
        Path file = folder.resolve(name.replaceAll("[^A-Za-z]+", "-") + "-" + (files.size() + 1) + ".jfr");
        Files.createDirectories(folder);
        recording.dump(file);
        recording.close();
        files.add(file);
    }

    /** Prints the methods that were seen running most often. */
    void print() throws IOException {
        for (Map.Entry<String, List<Path>> recorded : recordings.entrySet()) {
            Map<String, Integer> frames = new HashMap<>();
            int samples = 0;
            for (Path file : recorded.getValue()) {
                try (RecordingFile events = new RecordingFile(file)) {
                    while (events.hasMoreEvents()) {
                        RecordedEvent event = events.readEvent();
                        if (event.getEventType().getName().equals("jdk.ExecutionSample")
                                && event.getStackTrace() != null
                                && !event.getStackTrace().getFrames().isEmpty()) {
                            RecordedFrame top =
                                    event.getStackTrace().getFrames().getFirst();
                            frames.merge(
                                    top.getMethod().getType().getName() + "."
                                            + top.getMethod().getName(),
                                    1,
                                    Integer::sum);
                            samples++;
                        }
                    }
                }
            }
            int all = samples;
            System.out.printf("%n%s: %d samples of running Java, in %s%n", recorded.getKey(), all, recorded.getValue());
            frames.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(SHOWN)
                    .forEach(frame ->
                            System.out.printf("  %5.1f %%  %s%n", 100.0 * frame.getValue() / all, frame.getKey()));
        }
    }
}
