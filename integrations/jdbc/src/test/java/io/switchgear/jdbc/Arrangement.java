// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;

/** Where the breaker is, beside a connection pool. */
enum Arrangement {
    WITHOUT_POOL {
        @Override
        DataSource of(DataSource database, CircuitBreaker breaker) {
            return CircuitBreakerDataSource.of(database, breaker);
        }
    },
    OVER_POOL {
        @Override
        DataSource of(DataSource database, CircuitBreaker breaker) {
            return CircuitBreakerDataSource.of(pool(database, PATIENCE), breaker);
        }
    },
    UNDER_POOL {
        @Override
        DataSource of(DataSource database, CircuitBreaker breaker) {
            return pool(CircuitBreakerDataSource.of(database, breaker), PATIENCE);
        }
    },
    OVER_DBCP {
        @Override
        DataSource of(DataSource database, CircuitBreaker breaker) {
            return CircuitBreakerDataSource.of(dbcp(database, PATIENCE, "select 1"), breaker);
        }
    },
    /** Without a test query, which would be a unit of work. */
    UNDER_DBCP {
        @Override
        DataSource of(DataSource database, CircuitBreaker breaker) {
            return dbcp(CircuitBreakerDataSource.of(database, breaker), PATIENCE, null);
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What an application uses; closing it closes the pool. */
    abstract DataSource of(DataSource database, CircuitBreaker breaker);

    /** Two connections, and how long to wait for one. */
    static HikariDataSource pool(DataSource database, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(patience.toMillis());
        config.setValidationTimeout(patience.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Two connections, how long to wait for one, and with which query to test each that is handed out; without one by its driver. */
    static PoolingDataSource<PoolableConnection> dbcp(DataSource database, Duration patience, String testQuery) {
        PoolableConnectionFactory factory =
                new PoolableConnectionFactory(new DataSourceConnectionFactory(database), null);
        factory.setValidationQuery(testQuery);
        factory.setValidationQueryTimeout(patience);
        GenericObjectPool<PoolableConnection> connections = new GenericObjectPool<>(factory);
        connections.setMaxTotal(2);
        connections.setMaxWait(patience);
        connections.setTestOnBorrow(true);
        factory.setPool(connections);
        return new PoolingDataSource<>(connections);
    }
}
