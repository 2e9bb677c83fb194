package com.sexyresume.app.proof;

import com.sexyresume.app.journeys.ApplicationProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One of the processes of a run, with the keys that all of them have; it may be killed, paused and started again. */
final class ApplicationNode implements AutoCloseable {

    static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-00000000a0d1");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final ApplicationProcess process;

    ApplicationNode(Path folder, String name, Map<String, String> properties) throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("sexyresume.admins.auditors", AUDITOR.toString());
        all.put("sexyresume.achievements.enabled", "false");
        all.put("sexyresume.quotas.profile-changes-per-day", "1000");
        all.put("sexyresume.history.master-key", KEY);
        all.put("sexyresume.history.claim-key", KEY);
        this.process = new ApplicationProcess(folder, name, all);
    }

    String base() {
        return process.base();
    }

    void start() throws IOException {
        process.start();
    }

    void awaitReady() {
        process.awaitReadyAtLast();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    void kill() {
        process.kill();
    }

    void pause() throws IOException, InterruptedException {
        Faults.signal("STOP", process.running().pid());
    }

    void resume() throws IOException, InterruptedException {
        Faults.signal("CONT", process.running().pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
