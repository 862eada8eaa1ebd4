package io.switchgear.jdbc;

import io.switchgear.CircuitBreaker;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/**
 * An XA data source behind a circuit breaker, for transaction managers. A branch of a transaction is one call: it takes its place
 * with its first statement, which may be rejected, and is counted when the transaction manager commits it or rolls it back. What the
 * transaction manager itself asks for always passes, and counts when it breaks.
 *
 * <p>Outside of branches its connections count as those of {@link CircuitBreakerDataSource} do. Thread-safe, if the guarded data
 * source is.
 *
 * @since 0.1
 */
public final class CircuitBreakerXADataSource implements XADataSource {
    private final XADataSource delegate;
    private final GuardedCalls calls;

    private CircuitBreakerXADataSource(XADataSource delegate, CircuitBreaker breaker) {
        this.delegate = delegate;
        this.calls = new GuardedCalls(breaker);
    }

    /**
     * Guards an XA data source.
     *
     * @param delegate the data source to guard
     * @param breaker its breaker, with {@link SqlClassifier} or a classifier of your own
     * @return a data source to use in its place
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the breaker's classifier takes a violated constraint for an outage
     */
    public static CircuitBreakerXADataSource of(XADataSource delegate, CircuitBreaker breaker) {
        GuardedCalls.check(delegate, breaker);
        return new CircuitBreakerXADataSource(delegate, breaker);
    }

    /** {@return the breaker, to watch and to operate} */
    public CircuitBreaker circuitBreaker() {
        return calls.breaker();
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return GuardedObject.connect(calls, XAConnection.class, delegate::getXAConnection, delegate);
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return GuardedObject.connect(
                calls, XAConnection.class, () -> delegate.getXAConnection(user, password), delegate);
    }

    /**
     * Not supported: what it builds would go past the breaker.
     *
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public XAConnectionBuilder createXAConnectionBuilder() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException(
                "createXAConnectionBuilder: its connections would go past circuit breaker \""
                        + calls.breaker().name() + "\"; use getXAConnection");
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        return delegate.createShardingKeyBuilder();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }

    @Override
    public String toString() {
        return delegate + ", guarded by circuit breaker " + calls.breaker().name();
    }
}
