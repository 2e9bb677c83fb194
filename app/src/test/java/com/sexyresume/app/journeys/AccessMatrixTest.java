package com.sexyresume.app.journeys;

import com.sexyresume.app.journeys.AccessMatrix.Caller;
import com.sexyresume.app.journeys.AccessMatrix.Row;
import com.sexyresume.app.journeys.Api.Answer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every operation answers each caller as {@code access.txt} says, and refusals tell nothing and record nothing. */
class AccessMatrixTest extends AccessJourney {

    /** What {@code detail} and {@code instance} may repeat of a request. */
    private static final String UUIDS = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @Test
    void everyCallerGetsWhatTheMatrixSays() throws SQLException {
        AccessMatrix matrix = matrix();
        Belongings things = belongingsWithParked();
        var _ = registered(grace);
        SoftAssertions all = new SoftAssertions();

        long before = recorded();
        for (Row row : matrix.rows()) {
            Map<Caller, Answer> refused = new EnumMap<>(Caller.class);
            for (Caller caller : row.answers().keySet()) {
                if (isFirst(row, caller)) {
                    refused.put(caller, expected(row, caller, things, all));
                }
            }
            if (row.foreignAsAbsent()) {
                all.assertThat(essence(refused, Caller.FOREIGN, things.path(row.path())))
                        .as("%s about a thing of somebody else", row.operation())
                        .isEqualTo(essence(refused, Caller.ABSENT, things.path(row.path())));
            }
            long after = recorded();
            all.assertThat(after - before)
                    .as("events recorded by %s, refused", row.operation())
                    .isZero();
            before = after;
        }
        for (Row row : matrix.rows()) {
            for (Caller caller : row.answers().keySet()) {
                if (!isFirst(row, caller)) {
                    Answer answer = expected(row, caller, things, all);
                    answer.response()
                            .headers()
                            .firstValue("Location")
                            .ifPresent(location -> located(row, caller, answer, location, all));
                }
            }
        }
        all.assertAll();
    }

    /** Refusals, and reads that must not show whether there is something. */
    private static boolean isFirst(Row row, Caller caller) {
        return row.to(caller) >= 400
                || (row.foreignAsAbsent()
                        && List.of(Caller.FOREIGN, Caller.ABSENT).contains(caller));
    }

    /** Who was told where it is finds it there. */
    private void located(Row row, Caller caller, Answer answer, String location, SoftAssertions all) {
        boolean hasPosition =
                answer.response().headers().firstValue("Event-Position").isPresent();
        Api api = hasPosition ? as(caller).after(answer) : as(caller);
        Answer found = api.get(location);
        // The matrix parks what happens to a user, too: then nothing later is there, and the answer says so.
        boolean isParked =
                found.status() == 503 && found.json().path("code").asString().equals("events-parked");
        all.assertThat(isParked ? 200 : found.status())
                .as("%s, %s: the Location %s", row.operation(), caller, location)
                .isEqualTo(200);
    }

    private Answer expected(Row row, Caller caller, Belongings things, SoftAssertions all) throws SQLException {
        String body = row.body();
        Answer answer = ask(row, caller, things, body == null ? null : things.body(body));
        all.assertThat(answer.status())
                .as("%s, %s: %s", row.operation(), caller, answer.body())
                .isEqualTo(row.to(caller));
        return answer;
    }

    private static String essence(Map<Caller, Answer> answers, Caller caller, String path) {
        Answer answer = answers.get(caller);
        if (answer == null) {
            throw new AssertionError("Nothing was asked as " + caller + " for " + path);
        }
        return answer.status()
                + " "
                + answer.response().headers().map().keySet()
                + " "
                + answer.body().replaceAll(UUIDS, "…");
    }
}
