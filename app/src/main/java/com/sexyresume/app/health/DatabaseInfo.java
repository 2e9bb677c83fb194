package com.sexyresume.app.health;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Which PostgreSQL it is, and the position of the last event; without either while the database is away. */
@Component
final class DatabaseInfo implements InfoContributor {

    private final DataSource projector;

    DatabaseInfo(@Qualifier("projectorPool") DataSource projector) {
        this.projector = projector;
    }

    @Override
    public void contribute(Info.Builder info) {
        try (Connection connection = projector.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT current_setting('server_version'), position FROM event_store.head");
                ResultSet row = query.executeQuery()) {
            if (row.next()) {
                info.withDetail("postgresql", Map.of("version", row.getString(1)));
                info.withDetail("history", Map.of("position", row.getLong(2)));
            }
        } catch (SQLException away) {
            info.withDetail("postgresql", Map.of("state", "away"));
        }
    }
}
