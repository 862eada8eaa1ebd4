package io.switchgear.jdbc;

import io.switchgear.CircuitBreaker;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;

/**
 * A data source behind a circuit breaker. It takes the place of the one that it guards, and of a connection pool best of all:
 *
 * <pre>{@code
 * CircuitBreaker breaker = registry.register("orders", settings); // with classify(SqlClassifier.defaults())
 * DataSource orders = CircuitBreakerDataSource.of(new HikariDataSource(pool), breaker);
 * }</pre>
 *
 * <p>A unit of work is one call of the breaker: a transaction, or in auto-commit mode a statement with its results. It may be
 * rejected at its beginning, with a {@link SqlCallNotPermittedException}, and then the database is not asked; its further steps
 * always pass. It is counted once, at its end or when its connection is lost. Getting a connection and preparing a statement may be
 * rejected too. Everything else always passes, and counts when it breaks, but for {@code close}, {@code cancel}, {@code abort} and
 * {@code isValid}. What the application cancels, closes or aborts itself is given up: ignored, or evidence if it had been hanging for
 * longer than the breaker's {@code abandonedAfter}.
 *
 * <p>Connections and what comes from them are proxies with all public interfaces of the real objects, which {@code unwrap}
 * gives. Exceptions are the driver's own. Thread-safe, if the guarded data source is.
 *
 * @since 0.1
 */
public final class CircuitBreakerDataSource extends GuardedSource<DataSource> implements DataSource, AutoCloseable {

    private CircuitBreakerDataSource(DataSource delegate, CircuitBreaker breaker) {
        super(delegate, breaker);
    }

    /**
     * Guards a data source with a new breaker: the default configuration, with {@link SqlClassifier#defaults()}. The breaker is in
     * no registry.
     *
     * @param delegate what to guard
     * @param breakerName name of the breaker; not blank
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
     * @param delegate what to guard
     * @param breaker its breaker, with {@link SqlClassifier} or a classifier of your own
     * @return a data source to use in its place
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the breaker's classifier takes a violated constraint for an outage, as core's default
     *     and those for HTTP do, or if the breaker guards this data source already
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

    /** A builder of the guarded data source, whose connections are guarded like others. */
    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        return GuardedObject.of(ConnectionBuilder.class, delegate.createConnectionBuilder(), new Session(calls));
    }

    /**
     * The guarded data source, or what it wraps; for an interface of this one, this one.
     *
     * @throws SQLException if it is none of these, or a data source of another kind, whose connections would go past the breaker
     */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (leadsPast(type)) {
            throw new SQLException("unwrap(" + type.getSimpleName()
                    + "): its connections would go past circuit breaker \""
                    + calls.breaker().name() + "\". Guard an XADataSource with CircuitBreakerXADataSource.of(...), or"
                    + " unwrap the class of the data source");
        }
        return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    /** Interfaces that frameworks look for on their own, other than a program that knows which data source it has. */
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
     * @throws SQLException if closing goes wrong
     */
    @Override
    public void close() throws SQLException {
        if (delegate instanceof AutoCloseable closeable) {
            calls.closed(); // before: calls on their way break with it
            try {
                closeable.close();
            } catch (SQLException | RuntimeException thrown) {
                throw thrown;
            } catch (Exception thrown) {
                throw new SQLException("closing " + delegate + " went wrong: " + thrown, thrown);
            }
        }
    }
}
