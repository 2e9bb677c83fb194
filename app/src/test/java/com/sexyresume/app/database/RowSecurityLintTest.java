package com.sexyresume.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** P01–P06, K01, D05–D10, D19, D22, D66, D67: the lint finds nothing to say about the whole schema. */
class RowSecurityLintTest {

    @Test
    void theLintFindsNothing() throws Exception {
        String lint = new ClassPathResource("database/rls_lint.sql").getContentAsString(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(lint)) {
            while (row.next()) {
                found.add(row.getString(1) + ": " + row.getString(2));
            }
        }
        assertThat(found).isEmpty();
    }
}
