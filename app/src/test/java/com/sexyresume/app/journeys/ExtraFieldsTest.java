package com.sexyresume.app.journeys;

import com.sexyresume.app.journeys.AccessMatrix.Caller;
import com.sexyresume.app.journeys.AccessMatrix.Row;
import com.sexyresume.app.journeys.Api.Answer;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Nobody becomes richer or mightier by naming a field that an operation does not have. */
class ExtraFieldsTest extends AccessJourney {

    private static final Map<String, String> FIELDS = Map.of(
            "userId", "\"00000000-0000-4000-8000-00000000ad31\"",
            "balance", "1000000",
            "role", "\"super_admin\"",
            "status", "\"completed\"",
            "creditsAwarded", "1000000");

    /** Fields that are theirs. */
    private static final Map<String, Set<String>> OWN_FIELDS =
            Map.of("POST /v1/me/erasure", Set.of("userId"), "POST /v1/admin/users/{userId}/erasure", Set.of("userId"));

    /** Signed as a whole by its sender, and full of fields that are passed over. */
    private static final Set<String> SIGNED = Set.of("POST /v1/webhooks/stripe");

    @Test
    void aFieldThatAnOperationDoesNotHaveIsRefusedAndNothingRecorded() throws SQLException {
        AccessMatrix matrix = matrix();
        JsonNode api = anonymous().get("/v3/api-docs").json();
        Belongings things = belongings();
        SoftAssertions all = new SoftAssertions();
        long before = recorded();
        for (Row row : matrix.rows()) {
            all.assertThat(row.body() != null)
                    .as("%s has a body in access.txt", row.operation())
                    .isEqualTo(api.path("paths")
                            .path(row.path())
                            .path(row.method().toLowerCase(Locale.ROOT))
                            .has("requestBody"));
            String body = row.body();
            if (body != null && !SIGNED.contains(row.operation())) {
                for (Map.Entry<String, String> field : FIELDS.entrySet()) {
                    if (!OWN_FIELDS.getOrDefault(row.operation(), Set.of()).contains(field.getKey())) {
                        refused(row, things, with(things.body(body), field), "/" + field.getKey(), all);
                    }
                }
            }
            all.assertThat(recorded()).as("events after %s", row.operation()).isEqualTo(before);
        }
        all.assertAll();
    }

    private static String with(String body, Map.Entry<String, String> field) {
        ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(body);
        object.set(field.getKey(), JsonMapper.shared().readTree(field.getValue()));
        return object.toString();
    }

    /** As whoever may do it, so that it is the field that is refused. */
    private void refused(Row row, Belongings things, String body, String pointer, SoftAssertions all)
            throws SQLException {
        Caller caller = Stream.of(Caller.OWN, Caller.ADMIN, Caller.SERVICE)
                .filter(each -> row.to(each) != 403)
                .findFirst()
                .orElseThrow();
        Answer answer = ask(row, caller, things, body);
        all.assertThat(answer.status())
                .as("%s with %s: %s", row.operation(), pointer, answer.body())
                .isBetween(400, 422);
        all.assertThat(answer.body())
                .as("%s with %s", row.operation(), pointer)
                .contains("\"pointer\":\"" + pointer + "\"");
    }
}
