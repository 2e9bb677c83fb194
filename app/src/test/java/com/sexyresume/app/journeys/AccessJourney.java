package com.sexyresume.app.journeys;

import com.sexyresume.app.journeys.AccessMatrix.Caller;
import com.sexyresume.app.journeys.AccessMatrix.Row;
import com.sexyresume.app.journeys.Api.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What asks the operations of the matrix, as each of its callers. */
abstract class AccessJourney extends Journey {

    final UUID ada = UUID.randomUUID();
    final UUID grace = UUID.randomUUID();

    final AccessMatrix matrix() {
        AccessMatrix matrix = AccessMatrix.read();
        matrix.requireAllOf(anonymous().get("/v3/api-docs").expect(200).json());
        return matrix;
    }

    final Belongings belongings() {
        return new Belongings(ada, user(ada), user(UUID.randomUUID()), admin(), this::pay);
    }

    private Api admin() {
        return user(UUID.fromString(SUPER_ADMIN));
    }

    private void pay() {
        String message = """
                {"id":"evt_%2$s","type":"payment_intent.succeeded","livemode":false,"data":{"object":{"id":"pi_%2$s",\
                "amount":999,"amount_received":999,"currency":"eur","metadata":{"user_id":"%1$s","product":"credits-100"}}}}\
                """.formatted(ada, ada.toString().replace("-", ""));
        anonymous()
                .with("Stripe-Signature", PaymentsJourneyTest.signature(message))
                .post("/v1/webhooks/stripe", message)
                .expect(200);
    }

    /** The operation, asked as it should be but for who asks. */
    final Answer ask(Row row, Caller caller, Belongings things, @Nullable String body) throws SQLException {
        Api api = switch (caller) {
            case OWN, ABSENT -> user(ada);
            case FOREIGN -> user(grace);
            case ANONYMOUS -> anonymous();
            case SERVICE -> service();
            case ADMIN -> admin();
        };
        String path = caller == Caller.ABSENT ? things.absent(row.path()) : things.path(row.path());
        if (row.method().equals("PATCH")) {
            api = api.with("Content-Type", "application/merge-patch+json");
        }
        if (!row.method().equals("GET")) {
            String version = version(row.path(), things);
            api = version == null ? api : api.with("If-Match", version);
        }
        return api.send(row.method(), path + row.query(), body);
    }

    /** Of the account, or of the résumé or letter that is written, if it is there. */
    private @Nullable String version(String path, Belongings things) throws SQLException {
        if (path.equals("/v1/me/profile")) {
            return "\"0\"";
        }
        if (!path.startsWith("/v1/resumes/{id}") && !path.startsWith("/v1/letters/{id}")) {
            return null;
        }
        String thing = things.path(path).split("(?<=[0-9a-f-]{36})/", 2)[0];
        Answer read = user(ada)
                .with("Min-Position", Long.toString(number("SELECT position FROM event_store.head")))
                .get(thing);
        return read.status() == 200 ? read.header("ETag") : null;
    }

    /** Events whose commands came from the callers: policies of what others have done may go on meanwhile. */
    final long recorded() throws SQLException {
        return number("SELECT count(*) FROM event_store.event WHERE user_id IN ('%s', '%s', '%s', '%s')"
                .formatted(ada, grace, new UUID(0, 1), SUPER_ADMIN));
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
