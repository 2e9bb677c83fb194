package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.ApplicationProcess;
import com.sexyresume.benchmarks.rig.Call;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.HttpConnection;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Streams;
import com.sexyresume.benchmarks.rig.Token;
import java.io.IOException;
import java.util.UUID;

/**
 * The application over HTTP, in a process of its own: each caller has a connection that is kept alive, each request a
 * token that is verified. The client is this process, which is not counted.
 */
final class OurHttp implements Contender {

    static final String NAME = "ours, HTTP";

    private static final String BODY = "{\"amount\":1,\"source\":\"bench\"}";

    private final ApplicationProcess application;
    private final Runnable close;
    private final String token = Token.of(new UUID(0, 1).toString(), "service_role");

    /** @param close what becomes of the application at the end */
    OurHttp(ApplicationProcess application, Runnable close) {
        this.application = application;
        this.close = close;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Callers callers(Load load) {
        UUID hot = UUID.randomUUID();
        return () -> {
            Streams streams = Streams.of(load, hot);
            HttpConnection connection = application.connect();
            return new Call() {

                @Override
                public void run() throws IOException {
                    HttpConnection.Answer answer =
                            connection.post("/v1/users/" + streams.next() + "/credits/awards", token, BODY);
                    if (answer.status() != 201) {
                        throw new IOException("HTTP " + answer.status() + ": " + answer.body());
                    }
                }

                @Override
                public void close() throws IOException {
                    connection.close();
                }
            };
        };
    }

    @Override
    public long cpuNanos() {
        return application.cpuNanos();
    }

    @Override
    public void close() {
        close.run();
    }
}
