package com.sexyresume.projections.rebuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refuses a switch while something in the database is not covered by row level security ({@code rls_lint.sql}). */
public final class RowSecurityLint implements AfterSwitch {

    private final String lint;

    public RowSecurityLint() {
        try {
            lint = new ClassPathResource("database/rls_lint.sql").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void switched(Switch done, JdbcClient rows) {
        List<String> findings = rows.sql(lint)
                .query((row, number) -> row.getString("rule") + ": " + row.getString("object"))
                .list();
        if (!findings.isEmpty()) {
            throw new SwitchRefused("row-security-violated", findings);
        }
    }
}
