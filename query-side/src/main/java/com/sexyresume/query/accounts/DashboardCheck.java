package com.sexyresume.query.accounts;

import com.sexyresume.projections.rebuild.AfterSwitch;
import com.sexyresume.projections.rebuild.SwitchRefused;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses a switch that would leave the dashboard (V01) without the row of a user, with two of one, or with another
 * balance or number of résumés or exports than its tables hold (D17–D19).
 */
@Component
class DashboardCheck implements AfterSwitch {

    private static final Set<String> READ = Set.of("users", "resumes", "exports", "user_credit_balances");

    @Override
    public void switched(Switch done, JdbcClient rows) {
        if (Collections.disjoint(READ, done.tables())) {
            return;
        }
        long wrong = rows.sql("""
                        SELECT count(*)
                        FROM (SELECT id, count(*) AS shown, min(resume_count) AS resumes, min(export_count) AS exports,
                                     min(credit_balance) AS balance
                              FROM public.user_dashboard_data
                              GROUP BY id) seen
                                 FULL JOIN (SELECT u.id,
                                                   1                      AS shown,
                                                   coalesce(r.resumes, 0) AS resumes,
                                                   coalesce(x.exports, 0) AS exports,
                                                   coalesce(b.balance, 0) AS balance
                                            FROM public.users u
                                                     LEFT JOIN (SELECT user_id, count(*) AS resumes
                                                                FROM public.resumes
                                                                WHERE deleted_at IS NULL
                                                                GROUP BY user_id) r ON r.user_id = u.id
                                                     LEFT JOIN (SELECT user_id, count(*) AS exports
                                                                FROM public.exports
                                                                GROUP BY user_id) x ON x.user_id = u.id
                                                     LEFT JOIN public.user_credit_balances b ON b.user_id = u.id
                                            WHERE u.deleted_at IS NULL) meant ON meant.id = seen.id
                        WHERE (seen.id, seen.shown, seen.resumes, seen.exports, seen.balance)
                                  IS DISTINCT FROM (meant.id, meant.shown, meant.resumes, meant.exports, meant.balance)
                        """).query(Long.class).single();
        if (wrong > 0) {
            throw new SwitchRefused("dashboard-wrong", List.of(wrong + " users' rows of user_dashboard_data"));
        }
    }
}
