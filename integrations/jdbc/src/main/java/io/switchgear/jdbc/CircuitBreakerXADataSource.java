// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.CircuitBreaker;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;

/**
 * An XA data source behind a circuit breaker, for transaction managers. A branch of a transaction is one call: it is
 * admitted with its first statement, which may be rejected, and is counted when the transaction manager commits it or rolls
 * it back. Requests of the transaction manager itself always pass, and count if they fail.
 *
 * <p>Outside of branches, its connections count as those of {@link CircuitBreakerDataSource} do. Thread-safe, if the
 * guarded data source is.
 *
 * @since 0.1
 */
public final class CircuitBreakerXADataSource extends GuardedSource<XADataSource> implements XADataSource {
    private CircuitBreakerXADataSource(XADataSource delegate, CircuitBreaker breaker) {
        super(delegate, breaker);
    }

    /**
     * Guards an XA data source.
     *
     * @param delegate the data source to guard
     * @param breaker the breaker, with {@link SqlClassifier} or a classifier of your own
     * @return a data source to use in its place
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the breaker's classifier counts a violated constraint as an outage
     */
    public static CircuitBreakerXADataSource of(XADataSource delegate, CircuitBreaker breaker) {
        GuardedCalls.check(delegate, breaker);
        return new CircuitBreakerXADataSource(delegate, breaker);
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
     * Not supported: connections from such a builder would bypass the breaker.
     *
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public XAConnectionBuilder createXAConnectionBuilder() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException(
                "createXAConnectionBuilder: its connections would bypass circuit breaker \""
                        + calls.breaker().name() + "\"; use getXAConnection");
    }
}
