package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.command.exports.ExportFiles;
import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A file that is rendered while its user is erased is not left behind (F09). */
class ExportFilesTest {

    private static final byte[] FILE = {1, 2, 3};

    private static ApplicationDatabase database;
    private static ExportFiles files;

    @BeforeAll
    static void migrate() {
        database = ApplicationDatabase.fresh();
        Map<String, String> properties = database.properties();
        files = new ExportFiles(new DriverManagerDataSource(
                String.valueOf(properties.get("spring.datasource.url")),
                "projector",
                String.valueOf(properties.get("sexyresume.database.passwords.projector"))));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void keepsNoFileOfAUserWhoIsErased() throws SQLException {
        UserId user = new UserId(UUID.randomUUID());
        ExportId before = new ExportId(UUID.randomUUID());
        ExportId late = new ExportId(UUID.randomUUID());
        files.keep(before, user, FILE);
        files.keep(before, user, FILE);
        assertThat(files.read(before)).isEqualTo(FILE);

        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("INSERT INTO personal_data.subject_key (subject, key_id, master_key_id, erased_at)"
                    + " VALUES ('" + user + "', '', '', now())");
        }
        files.deleteAllOf(user);
        files.keep(late, user, FILE);

        assertThat(files.read(before)).isNull();
        assertThat(files.read(late)).isNull();
    }
}
