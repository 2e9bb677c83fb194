package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.webtest.Contract;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;

/** Each operation of the API is measured for itself, however many there are. */
class MetricsTest extends Journey {

    @LocalManagementPort
    private int managementPort;

    @Test
    void everyOperationHasItsSeries() {
        Map<String, JsonNode> operations = Contract.at(base()).orElseThrow().operations();
        assertThat(operations).hasSizeGreaterThan(100);

        operations.forEach((operation, described) -> {
            String[] parts = operation.split(" ", 2);
            // Of nobody, about nothing, with a body that is none: refused, but counted.
            String path = parts[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
            List<String> media =
                    List.copyOf(described.path("requestBody").path("content").propertyNames());
            Api nobody = user(UUID.randomUUID());
            var _ = media.isEmpty()
                    ? nobody.send(parts[0], path, null)
                    : nobody.with("Content-Type", media.getFirst()).send(parts[0], path, "[]");
        });

        Api management = Api.anonymous("http://127.0.0.1:" + managementPort).ofAPart();
        await().untilAsserted(() -> {
            List<String> series = management
                    .get("/actuator/prometheus")
                    .expect(200)
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
                    .toList();
            assertThat(operations.keySet())
                    .allMatch(operation -> series.stream().anyMatch(line -> isOf(line, operation)));
        });
    }

    private static boolean isOf(String series, String operation) {
        String[] parts = operation.split(" ", 2);
        return series.contains("method=\"" + parts[0] + "\"") && series.contains("uri=\"" + parts[1] + "\"");
    }
}
