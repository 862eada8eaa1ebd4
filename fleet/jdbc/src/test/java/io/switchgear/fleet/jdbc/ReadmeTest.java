// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.fleet.Fleet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The snippet of the README. */
class ReadmeTest {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final DataSource dataSource = H2StoreTest.inMemory();

    @Test
    void shouldJoin() throws SQLException {
        // region join
        JdbcStore store = JdbcStore.of(dataSource).createTables();
        Fleet fleet = Fleet.of("shop", store).join(registry);
        // endregion
        assertThat(fleet.views()).isEmpty();
        fleet.close();
        store.close();
    }
}
