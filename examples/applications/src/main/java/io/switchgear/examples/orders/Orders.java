// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The orders in a database. Every method throws an {@link SQLException} when the database cannot be asked. Thread-safe. */
public final class Orders {
    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;

    /** @param database any that takes its SQL: PostgreSQL or H2 */
    public Orders(DataSource database) {
        this.database = database;
    }

    /** Makes the tables if they are not there. */
    public void createTables() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists orders (
                        order_number varchar(40) primary key,
                        customer varchar(100) not null)""");
            statement.execute("""
                    create table if not exists order_lines (
                        order_number varchar(40) references orders,
                        line_number int,
                        article varchar(100) not null,
                        quantity int not null check (quantity > 0),
                        primary key (order_number, line_number))""");
        }
    }

    /**
     * Places an order: all of it or, also when this throws, nothing; only when the database is lost right at the end, nobody
     * knows.
     */
    public Placement place(Order order) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!insert(connection, order)) {
                    connection.rollback();
                    return Placement.NUMBER_TAKEN;
                }
                insertLines(connection, order);
                connection.commit();
                return Placement.PLACED;
            } catch (SQLException failed) {
                try {
                    connection.rollback();
                } catch (SQLException lost) {
                    failed.addSuppressed(lost);
                }
                throw failed;
            }
        }
    }

    /** {@return the order of that number, if there is one} */
    public Optional<Order> find(String number) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select customer, article, quantity
                        from orders join order_lines on order_lines.order_number = orders.order_number
                        where orders.order_number = ? order by line_number""")) {
            query.setString(1, number);
            try (ResultSet rows = query.executeQuery()) {
                return order(number, rows);
            }
        }
    }

    private static Optional<Order> order(String number, ResultSet rows) throws SQLException {
        String customer = "";
        List<Order.Line> lines = new ArrayList<>();
        while (rows.next()) {
            customer = rows.getString("customer");
            lines.add(new Order.Line(rows.getString("article"), rows.getInt("quantity")));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Order(number, customer, lines));
    }

    /** {@return whether the number was free} */
    private static boolean insert(Connection connection, Order order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?, ?)")) {
            insert.setString(1, order.number());
            insert.setString(2, order.customer());
            insert.executeUpdate();
            return true;
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    private static void insertLines(Connection connection, Order order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into order_lines values (?, ?, ?, ?)")) {
            int number = 0;
            for (Order.Line line : order.lines()) {
                insert.setString(1, order.number());
                insert.setInt(2, ++number);
                insert.setString(3, line.article());
                insert.setInt(4, line.quantity());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
