// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that knows nothing of breakers runs the same with one and without. */
class DropInTest {
    static Stream<DataSource> dataSources() {
        return Stream.of(h2("plain"), CircuitBreakerDataSource.of(h2("guarded"), "orders"));
    }

    @ParameterizedTest
    @MethodSource("dataSources")
    void shouldRunAProgramUnchanged(DataSource database) throws SQLException {
        Program program = new Program(database);
        program.createTable();
        assertThat(program.insert("tea", "coffee")).containsExactly(1L, 2L);
        assertThat(program.insertInBatch("milk", "sugar")).isEqualTo(2);
        program.renameThenThinkAgain(1, "green tea");
        assertThat(program.names()).containsExactly("tea", "coffee", "milk", "sugar");
        assertThat(program.insertTwice("tea")).startsWith("23");
        assertThat(program.names()).hasSize(4);
    }

    /** Written against plain JDBC. */
    private record Program(DataSource database) {
        void createTable() throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table goods (id bigint generated always as identity, name varchar unique)");
            }
        }

        List<Long> insert(String... names) throws SQLException {
            List<Long> ids = new ArrayList<>();
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into goods (name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                for (String name : names) {
                    insert.setString(1, name);
                    insert.executeUpdate();
                    try (ResultSet keys = insert.getGeneratedKeys()) {
                        keys.next();
                        ids.add(keys.getLong(1));
                    }
                }
            }
            return ids;
        }

        int insertInBatch(String... names) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement("insert into goods (name) values (?)")) {
                for (String name : names) {
                    insert.setString(1, name);
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        }

        void renameThenThinkAgain(long id, String name) throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                Savepoint before = connection.setSavepoint();
                try (PreparedStatement update = connection.prepareStatement("update goods set name = ? where id = ?")) {
                    update.setString(1, name);
                    update.setLong(2, id);
                    update.executeUpdate();
                }
                connection.rollback(before);
                connection.commit();
            }
        }

        List<String> names() throws SQLException {
            List<String> names = new ArrayList<>();
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select name from goods order by id")) {
                while (rows.next()) {
                    names.add(rows.getString("name"));
                }
            }
            return names;
        }

        String insertTwice(String name) {
            try {
                insert(name);
                return "";
            } catch (SQLException twice) {
                return twice.getSQLState();
            }
        }
    }

    private static JdbcDataSource h2(String name) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return h2;
    }
}
