// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** The tables of a store, seen from outside. */
final class Tables {
    private Tables() {}

    static void empty(DataSource database) {
        execute(database, "DELETE FROM switchgear_fleet_record");
        execute(database, "DELETE FROM switchgear_fleet_report");
    }

    /** Makes all reports older. */
    static void age(DataSource database, Duration by) {
        execute(
                database,
                "UPDATE switchgear_fleet_report SET reported_at = reported_at - INTERVAL '" + by.toSeconds()
                        + "' SECOND");
    }

    static int reports(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM switchgear_fleet_report")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException thrown) {
            throw new AssertionError(thrown);
        }
    }

    private static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException thrown) {
            throw new AssertionError(thrown);
        }
    }
}
