package com.sexyresume.eventstore.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.embeddedpostgres.DatabaseLogin;
import com.sexyresume.eventstore.HistoryDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** PostgreSQL reads the same, whether it is sent as binary or as text. */
class BinaryArrayTest {

    static final List<Map<String, String>> DRIVERS = List.of(AppendCall.DRIVER_PROPERTIES, Map.of());

    private static HistoryDatabase database;

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @FieldSource("DRIVERS")
    void writesUuidsAndNulls(Map<String, String> driver) throws SQLException {
        UUID id = UUID.fromString("ffffffff-0123-4567-89ab-80000000007f");
        assertThat(read(driver, "uuid", BinaryArray.ofUuids(Arrays.asList(id, null))))
                .isEqualTo("{" + id + ",NULL}");
    }

    @ParameterizedTest
    @FieldSource("DRIVERS")
    void writesTimesToTheMicrosecond(Map<String, String> driver) throws SQLException {
        assertThat(read(
                        driver,
                        "timestamptz",
                        BinaryArray.ofTimes(List.of(
                                Instant.parse("2026-11-23T01:02:03.456789Z"),
                                Instant.parse("1999-12-31T23:59:59.000001Z")))))
                .isEqualTo("{\"2026-11-23 01:02:03.456789+00\",\"1999-12-31 23:59:59.000001+00\"}");
    }

    @ParameterizedTest
    @FieldSource("DRIVERS")
    void writesBooleans(Map<String, String> driver) throws SQLException {
        assertThat(read(driver, "boolean", BinaryArray.ofBooleans(List.of(true, false))))
                .isEqualTo("{t,f}");
    }

    @ParameterizedTest
    @FieldSource("DRIVERS")
    void writesNothing(Map<String, String> driver) throws SQLException {
        assertThat(read(driver, "uuid", BinaryArray.ofUuids(List.of()))).isEqualTo("{}");
    }

    @Test
    void isWhatItsBytesSay() {
        BinaryArray written = BinaryArray.ofTimes(
                List.of(Instant.parse("1999-12-31T23:59:59.000001Z"), Instant.parse("2026-11-23T01:02:03Z")));
        byte[] bytes = new byte[written.lengthInBytes() + 1];
        written.toBytes(bytes, 1);
        BinaryArray read = BinaryArray.ofTimes(List.of());
        assertThat(read).isNotEqualTo(written);

        read.setByteValue(bytes, 1);

        assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
        assertThat(read.getValue()).isEqualTo("{\"1999-12-31T23:59:59.000001Z\",\"2026-11-23T01:02:03Z\"}");
    }

    private static String read(Map<String, String> driver, String type, BinaryArray array) throws SQLException {
        DatabaseLogin login = database.login("appender");
        Properties properties = new Properties();
        properties.putAll(driver);
        properties.put("user", login.user());
        properties.put("password", login.password());
        // The driver speaks the time zone of its JVM.
        properties.put("options", "-c TimeZone=UTC");
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), properties);
                PreparedStatement query = connection.prepareStatement("SELECT (?::" + type + "[])::text")) {
            query.setObject(1, array);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
