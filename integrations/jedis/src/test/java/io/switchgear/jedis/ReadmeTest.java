// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.servers.RedisServer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.executors.DefaultCommandExecutor;

/** The README's snippet. */
class ReadmeTest {
    @Test
    void shouldGuardAClient() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisClient client = client(new HostAndPort("127.0.0.1", server.port()))) {
            assertThat(client.set("name", "value")).isEqualTo("OK");
        }
    }

    private static RedisClient client(HostAndPort address) {
        // region client
        CircuitBreaker redis = CircuitBreaker.of("redis", JedisClassifier::configure);
        JedisClientConfig config =
                DefaultJedisClientConfig.builder().timeoutMillis(500).build();
        CircuitBreakerConnectionProvider connections = CircuitBreakerConnectionProvider.of(address, config, redis);
        RedisClient client = RedisClient.builder()
                .connectionProvider(connections)
                .commandExecutor(CircuitBreakerCommandExecutor.of(new DefaultCommandExecutor(connections), redis))
                .build();
        // endregion
        return client;
    }
}
