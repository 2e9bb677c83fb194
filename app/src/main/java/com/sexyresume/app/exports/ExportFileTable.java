package com.sexyresume.app.exports;

import com.sexyresume.command.exports.ExportFiles;
import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportId;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps files as rows of {@code private.export_file}: every process reads them, a row is there as a whole or not at
 * all, and no folder has to be shared.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.command-side.enabled", matchIfMissing = true)
class ExportFileTable implements ExportFiles {

    private final JdbcClient rows;

    ExportFileTable(@Qualifier("projectorPool") DataSource tables) {
        rows = JdbcClient.create(tables);
    }

    @Override
    public void keep(ExportId export, UserId user, byte[] file) {
        rows.sql("""
                        INSERT INTO private.export_file (export_id, user_id, content)
                        VALUES (:export, :user, :content)
                        ON CONFLICT (export_id) DO UPDATE SET content = excluded.content
                        """)
                .param("export", export.value())
                .param("user", user.value())
                .param("content", file)
                .update();
    }

    @Override
    public byte @Nullable [] read(ExportId export) {
        return rows.sql("SELECT content FROM private.export_file WHERE export_id = ?")
                .params(export.value())
                .query((row, number) -> row.getBytes("content"))
                .optional()
                .orElse(null);
    }

    @Override
    public void delete(ExportId export) {
        rows.sql("DELETE FROM private.export_file WHERE export_id = ?")
                .params(export.value())
                .update();
    }

    @Override
    public void deleteAllOf(UserId user) {
        rows.sql("DELETE FROM private.export_file WHERE user_id = ?")
                .params(user.value())
                .update();
    }
}
