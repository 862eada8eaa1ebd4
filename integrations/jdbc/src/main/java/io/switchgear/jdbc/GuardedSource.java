// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.CircuitBreaker;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;

/** The common parts of both kinds of data sources. As thread-safe as the guarded one. */
abstract class GuardedSource<D extends CommonDataSource> implements CommonDataSource {
    private static final String INVALID_PARAMETER = "22023";

    final D delegate;
    final GuardedCalls calls;

    GuardedSource(D delegate, CircuitBreaker breaker) {
        this.delegate = delegate;
        this.calls = new GuardedCalls(breaker);
    }

    /** {@return the breaker, to monitor and operate it} */
    public CircuitBreaker circuitBreaker() {
        return calls.breaker();
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        return delegate.createShardingKeyBuilder();
    }

    /**
     * Sets the guarded data source's timeout.
     *
     * @param seconds the timeout in seconds; 0 for the data source's own default
     * @throws SQLException if the timeout is negative, or the guarded data source throws
     */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException(
                    "setLoginTimeout(" + seconds
                            + "): must be 0 or more seconds; 0 means the data source's own default",
                    INVALID_PARAMETER);
        }
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
