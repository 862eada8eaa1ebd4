package io.switchgear.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import java.time.Duration;
import javax.sql.DataSource;

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
}
