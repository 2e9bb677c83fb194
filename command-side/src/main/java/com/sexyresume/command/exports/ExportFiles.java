package com.sexyresume.command.exports;

import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportId;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps rendered files until they expire, as rows of {@code private.export_file}: every process reads them, a row is
 * there as a whole or not at all, and no folder has to be shared. They are no history: a file that is lost is rendered
 * again by another export of the same version.
 */
@Component
public class ExportFiles {

    private final JdbcClient rows;
    private final TransactionTemplate transaction;

    public ExportFiles(@Qualifier("projectorPool") DataSource tables) {
        rows = JdbcClient.create(tables);
        transaction = new TransactionTemplate(new JdbcTransactionManager(tables));
    }

    /**
     * Keeps a file, whole or not at all, and not of a user who is erased; one of that export that is there is replaced.
     */
    public void keep(ExportId export, UserId user, byte[] file) {
        transaction.executeWithoutResult(_ -> {
            lock(user, false);
            rows.sql("""
                            INSERT INTO private.export_file (export_id, user_id, content)
                            SELECT :export, :user, :content
                            WHERE NOT EXISTS (SELECT
                                              FROM personal_data.subject_key
                                              WHERE subject = :user AND erased_at IS NOT NULL)
                            ON CONFLICT (export_id) DO UPDATE SET content = excluded.content
                            """)
                    .param("export", export.value())
                    .param("user", user.value())
                    .param("content", file)
                    .update();
        });
    }

    /** Null when there is none. */
    public byte @Nullable [] read(ExportId export) {
        return rows.sql("SELECT content FROM private.export_file WHERE export_id = ?")
                .params(export.value())
                .query((row, number) -> row.getBytes("content"))
                .optional()
                .orElse(null);
    }

    public void delete(ExportId export) {
        rows.sql("DELETE FROM private.export_file WHERE export_id = ?")
                .params(export.value())
                .update();
    }

    /** Of a user who is erased: none is kept any more once this has returned. */
    public void deleteAllOf(UserId user) {
        transaction.executeWithoutResult(_ -> {
            lock(user, true);
            rows.sql("DELETE FROM private.export_file WHERE user_id = ?")
                    .params(user.value())
                    .update();
        });
    }

    /**
     * Keeps what deletes all files of an erased user from passing by one that is kept at the same time: either it waits
     * and sees the file, or the file is not kept, because the erasure is in the history before its files are deleted.
     */
    private void lock(UserId user, boolean alone) {
        rows.sql("SELECT " + (alone ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared")
                        + "(hashtext('export files of a user'), hashtext(?))")
                .params(user.toString())
                .query()
                .listOfRows();
    }
}
