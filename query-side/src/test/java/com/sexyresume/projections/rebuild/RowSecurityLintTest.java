package com.sexyresume.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.query.QueryDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** K01, K15: the migrations leave nothing for the lint to find, and the lint finds what is planted. */
class RowSecurityLintTest {

    private static final String TABLE = """
            CREATE TABLE public.planted (id uuid PRIMARY KEY, user_id uuid NOT NULL);
            CREATE INDEX planted_user ON public.planted (user_id);
            SELECT private.secure_user_table('planted');
            """;

    private static QueryDatabase database;
    private static JdbcClient superuser;
    private static TransactionTemplate transaction;
    private static String lint;

    @BeforeAll
    static void migrate() throws IOException {
        database = QueryDatabase.fresh();
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.superuserPool()));
        superuser = database.superuser();
        lint = new ClassPathResource("database/rls_lint.sql").getContentAsString(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void findsNothingInTheMigratedDatabase() {
        assertThat(findings("SELECT 1")).isEmpty();
    }

    @Test
    void findsNothingInATableThatIsSecuredInOneLine() {
        assertThat(findings(TABLE)).isEmpty();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("L01", "CREATE TABLE public.planted (id uuid PRIMARY KEY)"),
                Arguments.of("L01", TABLE + "ALTER TABLE public.planted NO FORCE ROW LEVEL SECURITY"),
                Arguments.of("L02", TABLE + """
                        CREATE VIEW public.planted_view AS SELECT id FROM public.planted;
                        GRANT SELECT ON public.planted_view TO authenticated
                        """),
                Arguments.of("L03", TABLE + """
                        CREATE MATERIALIZED VIEW reporting.planted_view AS SELECT id FROM public.planted;
                        GRANT SELECT ON reporting.planted_view TO auditor
                        """),
                Arguments.of("L04", """
                        CREATE FUNCTION private.planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
                        REVOKE EXECUTE ON FUNCTION private.planted() FROM PUBLIC
                        """),
                Arguments.of("L05", "CREATE FUNCTION public.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
                Arguments.of("L06", """
                        CREATE FUNCTION private.planted(whose uuid) RETURNS int LANGUAGE sql SECURITY DEFINER
                            SET search_path = '' AS 'SELECT 1';
                        REVOKE EXECUTE ON FUNCTION private.planted(uuid) FROM PUBLIC;
                        GRANT EXECUTE ON FUNCTION private.planted(uuid) TO authenticated
                        """),
                Arguments.of("L08", "GRANT admin_reader TO query_login"),
                Arguments.of("L08", "GRANT authenticated TO audit_login"),
                Arguments.of("L09", TABLE + """
                        DROP POLICY own ON public.planted;
                        CREATE POLICY own ON public.planted FOR SELECT TO authenticated USING (user_id = auth.uid())
                        """),
                Arguments.of("L09", TABLE + """
                        CREATE POLICY open ON public.planted FOR SELECT USING (false)
                        """),
                Arguments.of("L10", TABLE + """
                        CREATE POLICY also ON public.planted FOR SELECT TO authenticated
                            USING ((SELECT private.is_admin()))
                        """),
                Arguments.of("L11", TABLE + "DROP INDEX public.planted_user"),
                Arguments.of("L12", "GRANT SELECT (position) ON projections.token_entry TO authenticated"),
                Arguments.of("L13", TABLE + "GRANT SELECT ON public.planted TO query_login"),
                Arguments.of("L13", TABLE + "GRANT SELECT ON public.planted TO admin_login"),
                Arguments.of("L14", TABLE + "GRANT UPDATE (user_id) ON public.planted TO authenticated"),
                Arguments.of("L15", "GRANT CREATE ON SCHEMA public TO authenticated"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void findsWhatIsPlanted(String rule, String violation) {
        assertThat(findings(violation)).containsOnly(rule);
    }

    @Test
    void aTableWithoutAnIndexForItsOwnerIsNotSecured() {
        String refusal = transaction.execute(status -> {
            status.setRollbackOnly();
            superuser
                    .sql("CREATE TABLE public.planted (id uuid PRIMARY KEY, user_id uuid)")
                    .update();
            return refusal("SELECT private.secure_user_table('planted')");
        });
        assertThat(refusal).contains("public.planted has no index that begins with user_id");
    }

    private static String refusal(String statement) {
        try {
            superuser.sql(statement).query().listOfRows();
            return "";
        } catch (DataAccessException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** The rules that find something once the statements have run; nothing of it stays. */
    private static Set<String> findings(String statements) {
        List<String> rules = transaction.execute(status -> {
            status.setRollbackOnly();
            JdbcTemplate template = new JdbcTemplate(database.superuserPool());
            template.execute(statements);
            return superuser
                    .sql(lint)
                    .query((row, number) -> row.getString("rule"))
                    .list();
        });
        Set<String> found = new TreeSet<>();
        if (rules != null) {
            rules.forEach(rule -> found.add(rule.substring(0, 3)));
        }
        return found;
    }
}
