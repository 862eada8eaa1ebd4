// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.fleet.Fleet;
import io.switchgear.servers.RedisServer;
import org.junit.jupiter.api.Test;

/** The snippet of the README. */
class ReadmeTest {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    @Test
    void shouldJoin() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            RedisClient redisClient = RedisClient.create();
            RedisURI redisUri = RedisURI.create(server.url());
            // region join
            LettuceStore store = LettuceStore.of(redisClient, redisUri);
            Fleet fleet = Fleet.of("shop", store).join(registry);
            // endregion
            assertThat(fleet.views()).isEmpty();
            fleet.close();
            store.close();
            redisClient.shutdown();
        }
    }
}
