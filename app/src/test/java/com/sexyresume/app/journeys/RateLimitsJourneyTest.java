package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.web.limits.BulkheadProperties;
import com.sexyresume.app.web.limits.RateLimitProperties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A limit names an operation as its handler does: one that is renamed must not lose its limit without a word. */
class RateLimitsJourneyTest extends Journey {

    @Autowired
    private RateLimitProperties limits;

    @Autowired
    private BulkheadProperties bulkhead;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping operations;

    @Test
    void everyLimitedOperationIsThere() {
        Set<String> known = operations.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toSet());

        assertThat(limits.enabled()).isTrue();
        assertThat(limits.groups().values().stream().flatMap(group -> group.operations().stream()))
                .contains("POST /v1/analytics/events", "POST /v1/users", "POST /v1/resumes/{id}/exports")
                .isSubsetOf(known);
        assertThat(bulkhead.operations().stream().map(operation -> operation.replace("?", "")))
                .contains("GET /v1/letters/{id}/diff")
                .isSubsetOf(known);
        assertThat(limits.groups().get("analytics"))
                .isNotNull()
                .satisfies(group -> assertThat(group.byAddress()).isNotNull())
                .satisfies(group -> assertThat(group.byCaller()).isNotNull());
    }
}
