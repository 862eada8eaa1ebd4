// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory that can be down: then nobody can connect, and what is executed breaks the connection. Thread-safe. */
final class LocalDatabase implements DataSource {
    private final JdbcDataSource database = new JdbcDataSource();
    private volatile boolean down;

    LocalDatabase(String name) throws SQLException {
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists item(id int primary key, name varchar(20))");
            statement.execute("merge into item values(1, 'lamp')");
        }
    }

    void goDown() {
        down = true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (down) {
            throw new SQLException("connection refused", "08001");
        }
        return breakable(Connection.class, database.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private <T> T breakable(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                LocalDatabase.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (down && method.getName().startsWith("execute")) {
                        throw new SQLException("an I/O error occurred", "08006");
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof PreparedStatement prepared) {
                            return breakable(PreparedStatement.class, prepared);
                        }
                        return result instanceof Statement statement ? breakable(Statement.class, statement) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper of " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
