package com.sexyresume.app.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who asks too often is answered 429, before the body is looked at. */
@EdgeTest
class RateLimitedRequestsTest {

    @LocalServerPort
    int port;

    @Test
    void theThirdRequestWithinTheTimeIsRefused() {
        Client client = new Client(port);
        String ada = token();
        for (int request = 0; request < 2; request++) {
            assertThat(client.post("/v1/probe/limited")
                            .token(ada)
                            .json("{}")
                            .send()
                            .status())
                    .isEqualTo(200);
        }

        Answer refused = client.post("/v1/probe/limited")
                .token(ada)
                .json("{not even JSON")
                .send()
                .isProblem(429, "too-many-requests");

        assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                .isBetween(1, 1_800);
        assertThat(client.post("/v1/probe/limited")
                        .token(token())
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(200);
        client.post("/v1/probe/limited").json("{}").send().isProblem(401, "unauthenticated");
    }

    private static String token() {
        return Tokens.signed(Tokens.claims().subject(UUID.randomUUID().toString()));
    }
}
