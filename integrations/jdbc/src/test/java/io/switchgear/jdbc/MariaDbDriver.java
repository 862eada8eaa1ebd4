// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** The drivers that speak with a MariaDB. */
enum MariaDbDriver {
    MARIADB("mariadb") {
        @Override
        DataSource of(String url, String user, String password) throws SQLException {
            MariaDbDataSource database = new MariaDbDataSource(url);
            database.setUser(user);
            database.setPassword(password);
            return database;
        }
    },
    MYSQL("mysql") {
        @Override
        DataSource of(String url, String user, String password) {
            MysqlDataSource database = new MysqlDataSource();
            database.setUrl(url);
            database.setUser(user);
            database.setPassword(password);
            return database;
        }
    };

    private static final int TIMEOUT_MILLIS = 1_000;

    private final String scheme;

    MariaDbDriver(String scheme) {
        this.scheme = scheme;
    }

    abstract DataSource of(String url, String user, String password) throws SQLException;

    /** A second for each connecting and each answer; with variables of the session if there are any. */
    DataSource database(int port, String user, String password, String variables) throws SQLException {
        String url = "jdbc:" + scheme + "://127.0.0.1:" + port + "/" + MariaDb.DATABASE + "?connectTimeout="
                + TIMEOUT_MILLIS + "&socketTimeout=" + TIMEOUT_MILLIS;
        return of(variables.isEmpty() ? url : url + "&sessionVariables=" + variables, user, password);
    }
}
