package com.sexyresume.app.web.limits;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests that take much CPU are carried out at the same time, so that the others go on.
 *
 * @param threads that carry them out; 0 for as many as there are processors, and two at least
 * @param queue how many more may wait; whoever comes then is answered with 503
 * @param bodyBytes a request with a larger body is one of them
 * @param operations that are always, each a method and a path as the OpenAPI document has it; with {@code ?} behind it,
 *     only with parameters
 */
@ConfigurationProperties("sexyresume.web.bulkhead")
public record BulkheadProperties(
        @DefaultValue("0") int threads,
        @DefaultValue("64") int queue,
        @DefaultValue("32768") int bodyBytes,
        @DefaultValue Set<String> operations) {

    private static final int MIN_THREADS = 2;

    public BulkheadProperties {
        if (threads < 0 || queue < 1 || bodyBytes < 0) {
            throw new IllegalArgumentException(
                    "sexyresume.web.bulkhead: threads and body-bytes are at least 0, queue at least 1");
        }
        operations = Set.copyOf(operations);
    }

    int threadsOrProcessors() {
        return threads == 0 ? Math.max(MIN_THREADS, Runtime.getRuntime().availableProcessors()) : threads;
    }
}
