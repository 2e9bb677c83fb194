package com.sexyresume.query.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Grants whose ends were recorded before there was a range of times. */
class EntitlementsProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));

    private static QueryDatabase database;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.fresh("accounts", "credits", "resumes", "payments", "exports");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "+1000000000-12-31T23:59:59.999999999Z, 9999-12-31 23:59:59.999999",
        "+294277-01-09T04:00:54.775808Z, 9999-12-31 23:59:59.999999",
        "+10000-01-01T00:00:00Z, 9999-12-31 23:59:59.999999",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31 23:59:59.999999",
        "2027-01-01T00:00:00.123456789Z, 2027-01-01 00:00:00.123456",
    })
    void aGrantBeyondTheRangeLastsToItsEnd(Instant recorded, String shown) {
        UUID grant = UUID.randomUUID();
        new EntitlementsProjector()
                .project(
                        List.of(new Recorded<>(
                                1,
                                UUID.randomUUID(),
                                ADA.value(),
                                0,
                                Instant.parse("2026-11-22T10:00:00Z"),
                                new EntitlementGranted(
                                        ADA,
                                        new GrantId(grant),
                                        Entitlement.PREMIUM,
                                        "administrator",
                                        recorded,
                                        null,
                                        null))),
                        JdbcClient.create(database.pool("projector", 1)));

        assertThat(database.superuser()
                        .sql("SELECT (valid_until AT TIME ZONE 'UTC')::text FROM entitlement_grants WHERE id = ?")
                        .param(grant)
                        .query(String.class)
                        .single())
                .isEqualTo(shown);
    }
}
