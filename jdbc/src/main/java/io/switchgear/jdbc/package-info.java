/**
 * A data source behind a circuit breaker: what uses it needs no change.
 *
 * <pre>{@code
 * DataSource orders = CircuitBreakerDataSource.of(pool, "orders");
 * try (Connection connection = orders.getConnection();
 *         Statement statement = connection.createStatement();
 *         ResultSet rows = statement.executeQuery("select count(*) from orders")) {
 *     …
 * } catch (SqlCallNotPermittedException rejected) {
 *     // the database is known to be down, and was not asked
 * }
 * }</pre>
 *
 * <p>Getting connections, preparing and executing are let through or rejected; whatever ends or puts in order what has begun
 * always gets through. What a database's answers mean is in {@link io.switchgear.jdbc.SqlClassifier}.
 */
@NullMarked
package io.switchgear.jdbc;

import org.jspecify.annotations.NullMarked;
