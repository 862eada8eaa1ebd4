/**
 * A data source behind a circuit breaker: code that uses it needs no change.
 *
 * <pre>{@code
 * DataSource orders = CircuitBreakerDataSource.of(pool, breaker);
 * try (Connection connection = orders.getConnection();
 *         Statement statement = connection.createStatement();
 *         ResultSet rows = statement.executeQuery("select count(*) from orders")) {
 *     …
 * } catch (SqlCallNotPermittedException rejected) {
 *     // the database is known to be down, and was not asked
 * }
 * }</pre>
 *
 * <p>A transaction, or a statement with its results, is one call: admitted or rejected at its beginning, and counted once,
 * at its end. {@link io.switchgear.jdbc.SqlClassifier} decides the outcome of a database's answers.
 */
@NullMarked
package io.switchgear.jdbc;

import org.jspecify.annotations.NullMarked;
