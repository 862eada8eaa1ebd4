/** A {@link javax.sql.DataSource} behind a circuit breaker. Start at {@link io.switchgear.jdbc.CircuitBreakerDataSource}. */
module io.switchgear.jdbc {
    requires transitive io.switchgear.core;
    requires transitive java.sql;
    requires static org.jspecify;

    exports io.switchgear.jdbc;
}
