// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same with a real MariaDB, through each of its drivers. */
@Tag("mariadb-server")
@ParameterizedClass
@EnumSource
class MariaDbOutageTest extends OutageContract {
    @RegisterExtension
    static final MariaDb MARIADB = new MariaDb();

    @Parameter
    MariaDbDriver driver;

    @Override
    DataSource database() throws SQLException {
        return MARIADB.database(driver, "");
    }

    @Override
    DataSource databaseInHaste() throws SQLException {
        return MARIADB.database(driver, "max_statement_time=0.02");
    }

    @Override
    String sleeping() {
        return "select sleep(10)";
    }

    @Override
    void kill() throws Exception {
        MARIADB.kill();
    }

    @Override
    void startAgain() throws Exception {
        MARIADB.startAgain();
    }

    @Override
    void freeze() throws Exception {
        MARIADB.freeze();
    }

    @Override
    void thaw() throws Exception {
        MARIADB.thaw();
    }

    @Override
    void terminate(Statement statement) throws SQLException {
        MARIADB.terminate(MariaDb.idOf(statement));
    }

    @Override
    List<String> statesOfTerminated() {
        return List.of("70100", "08000", "08S01");
    }
}
