// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The application's pool. Its timeouts and the driver's are what ends a call that hangs: a breaker ends none. */
public final class OrdersPool {
    private static final Duration VALIDATION = Duration.ofMillis(500);

    private OrdersPool() {}

    /**
     * A pool of connections to PostgreSQL.
     *
     * @param url address of the database, for its driver
     * @param user who needs no password
     * @param timeout for a connection and for each answer; whole seconds, as the driver has it
     */
    public static HikariDataSource of(String url, String user, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setConnectionTimeout(timeout.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setPoolName("orders");
        // Connects when it is asked. To keep connections ready it would go on trying while the server is down,
        // ever more seldom, and so be late when the server is back.
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1); // the application starts, also while the database is down
        for (String setting : new String[] {"connectTimeout", "loginTimeout", "socketTimeout"}) {
            config.addDataSourceProperty(setting, Long.toString(timeout.toSeconds()));
        }
        return new HikariDataSource(config);
    }
}
