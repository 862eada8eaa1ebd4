// SPDX-License-Identifier: Apache-2.0
/**
 * A store of a fleet in a database. Start at {@link io.switchgear.fleet.jdbc.JdbcStore}.
 */
module io.switchgear.fleet.jdbc {
    requires transitive io.switchgear.fleet;
    requires transitive java.sql;
    requires static org.jspecify;

    exports io.switchgear.fleet.jdbc;
}
