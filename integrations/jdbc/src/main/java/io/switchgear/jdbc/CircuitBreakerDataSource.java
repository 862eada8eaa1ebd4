// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.CircuitBreaker;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;

/**
 * A data source behind a circuit breaker. It takes the place of the data source that it guards, preferably a connection
 * pool:
 *
 * <pre>{@code
 * CircuitBreaker breaker = registry.register("orders", settings); // with classify(SqlClassifier.defaults())
 * DataSource orders = CircuitBreakerDataSource.of(new HikariDataSource(pool), breaker);
 * }</pre>
 *
 * <p>A unit of work is one call of the breaker: a transaction, or in auto-commit mode a statement with its results. It may
 * be rejected at its beginning, with a {@link SqlCallNotPermittedException}, and then the database is not contacted; its
 * further steps always pass. It is counted once, at its end or when its connection is lost. Getting a connection and
 * preparing a statement may be rejected too. Everything else always passes, and counts if it fails, except for
 * {@code close}, {@code cancel}, {@code abort} and {@code isValid}. Work that the application itself cancels, closes or
 * aborts is given up: it is ignored, or evidence if it had been hanging for longer than the breaker's
 * {@code abandonedAfter}.
 *
 * <p>Connections and the objects that come from them are proxies with all public interfaces of the real objects, which
 * {@code unwrap} returns. Exceptions are the driver's own. Thread-safe, if the guarded data source is.
 *
 * @since 0.1
 */
public final class CircuitBreakerDataSource extends GuardedSource<DataSource> implements DataSource, AutoCloseable {

    private CircuitBreakerDataSource(DataSource delegate, CircuitBreaker breaker) {
        super(delegate, breaker);
    }

    /**
     * Guards a data source with a new breaker, which has the default configuration with {@link SqlClassifier#defaults()}
     * and is in no registry.
     *
     * @param delegate the data source to guard
     * @param breakerName the name of the breaker; not blank
     * @return a data source to use in its place
     * @throws NullPointerException if the delegate is {@code null}
     * @throws IllegalArgumentException if the name is {@code null} or blank
     */
    public static CircuitBreakerDataSource of(DataSource delegate, String breakerName) {
        GuardedCalls.checkDelegate(delegate);
        return of(delegate, CircuitBreaker.of(breakerName, c -> c.classify(SqlClassifier.defaults())));
    }

    /**
     * Guards a data source.
     *
     * @param delegate the data source to guard
     * @param breaker the breaker, with {@link SqlClassifier} or a classifier of your own
     * @return a data source to use in its place
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the breaker's classifier counts a violated constraint as an outage, as core's
     *     default and those for HTTP do, or if the breaker already guards this data source
     */
    public static CircuitBreakerDataSource of(DataSource delegate, CircuitBreaker breaker) {
        GuardedCalls.check(delegate, breaker);
        GuardedCalls.checkOnce(delegate, breaker);
        return new CircuitBreakerDataSource(delegate, breaker);
    }

    DataSource delegate() {
        return delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return GuardedObject.connect(calls, Connection.class, delegate::getConnection, delegate);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return GuardedObject.connect(
                calls, Connection.class, () -> delegate.getConnection(username, password), delegate);
    }

    /** Returns a builder of the guarded data source, whose connections are guarded like others. */
    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        return GuardedObject.of(ConnectionBuilder.class, delegate.createConnectionBuilder(), new Session(calls));
    }

    /**
     * Returns the guarded data source, or an object that it wraps; for an interface of this object, this object.
     *
     * @throws SQLException if there is no such object, or if it is a data source of another kind, whose connections would
     *     bypass the breaker
     */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (leadsPast(type)) {
            throw new SQLException("unwrap(" + type.getSimpleName()
                    + "): its connections would bypass circuit breaker \""
                    + calls.breaker().name() + "\". Guard an XADataSource with CircuitBreakerXADataSource.of(...), or"
                    + " unwrap the class of the data source");
        }
        return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    /**
     * Whether a type is an interface that frameworks look for on their own, unlike a program that knows which data source
     * it has.
     */
    private static boolean leadsPast(Class<?> type) {
        return type == XADataSource.class || type == ConnectionPoolDataSource.class;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || (!leadsPast(type) && (type.isInstance(delegate) || delegate.isWrapperFor(type)));
    }

    /**
     * Closes the guarded data source if it can be closed, as pools can; the breaker needs no closing.
     *
     * @throws SQLException if closing fails
     */
    @Override
    public void close() throws SQLException {
        if (delegate instanceof AutoCloseable closeable) {
            calls.closed(); // first, because running calls fail with it
            try {
                closeable.close();
            } catch (SQLException | RuntimeException thrown) {
                throw thrown;
            } catch (Exception thrown) {
                throw new SQLException("closing " + delegate + " failed: " + thrown, thrown);
            }
        }
    }
}
