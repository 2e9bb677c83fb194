package com.sexyresume.query.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.query.QueryDatabase;
import org.junit.jupiter.api.Test;

class OwnDataTest {

    /** A table of users that is not secured as such would be missing in what they are given (D48). */
    @Test
    void everyTableWithAUserIsInIt() {
        try (QueryDatabase database = QueryDatabase.whole()) {
            assertThat(database.superuser().sql("""
                            SELECT c.relname
                            FROM pg_class c
                                     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id'
                            WHERE c.relnamespace = 'public'::regnamespace
                              AND c.relkind IN ('r', 'p')
                              AND NOT c.relispartition
                              AND NOT EXISTS (SELECT
                                              FROM pg_policies p
                                              WHERE p.schemaname = 'public'
                                                AND p.tablename = c.relname
                                                AND p.policyname = 'own')
                            ORDER BY 1
                            """).query(String.class).list()).isEmpty();
        }
    }
}
