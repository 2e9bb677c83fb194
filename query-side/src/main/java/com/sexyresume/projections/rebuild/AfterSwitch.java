package com.sexyresume.projections.rebuild;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What happens in the transaction of a rebuild's switch, after the live rows were made right and before it commits: a
 * check that may refuse the switch, or something that has to change together with it.
 *
 * <p>A bean of this type is called after every switch of mode {@code apply}, whether or not rows differed, while the
 * projection's token is locked: what takes long here makes the live projection stand still.
 */
@FunctionalInterface
public interface AfterSwitch {

    /**
     * A switch that is about to commit.
     *
     * @param projection whose rows were made right
     * @param tables that belong to it
     * @param position up to which the history is in its rows now, whatever was parked or missing before
     * @param leftOut by sequence, the position from which on its events are not, because they cannot be projected
     */
    record Switch(String projection, List<String> tables, long position, Map<String, Long> leftOut) {

        /** A switch that leaves nothing out. */
        public Switch(String projection, List<String> tables, long position) {
            this(projection, tables, position, Map.of());
        }
    }

    /**
     * Looks at the rows, or changes what goes with them.
     *
     * @param rows in the switch's transaction, as the login that projects
     * @throws SwitchRefused when the switch is to be rolled back
     */
    void switched(Switch done, JdbcClient rows);
}
