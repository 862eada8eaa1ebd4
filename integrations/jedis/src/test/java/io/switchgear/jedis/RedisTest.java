// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import io.switchgear.CircuitBreaker;
import io.switchgear.servers.RedisServer;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.executors.DefaultCommandExecutor;

/** A real server, and a guarded client with a pool of two connections. */
abstract class RedisTest {
    static final int TIMEOUT_MILLIS = 200;
    static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** A new client takes a connection to learn its protocol, and asks nothing. */
    static final int CLIENTS_OWN = 1;

    static RedisServer server;

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    final ManualTicker ticker = new ManualTicker();
    final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "redis", config -> JedisClassifier.configure(config).ticker(ticker)));
    RedisClient client;

    @BeforeAll
    static void startServer() throws Exception {
        server = RedisServer.start();
    }

    @AfterAll
    static void closeServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        if (!server.isRunning()) {
            server.startAgain();
        }
        server.flush();
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(2);
        pool.setMaxWait(Duration.ofMillis(10));
        CircuitBreakerConnectionProvider connections = CircuitBreakerConnectionProvider.of(
                new HostAndPort("127.0.0.1", server.port()),
                DefaultJedisClientConfig.builder().timeoutMillis(TIMEOUT_MILLIS).build(),
                pool,
                breaker);
        client = RedisClient.builder()
                .connectionProvider(connections)
                .commandExecutor(CircuitBreakerCommandExecutor.of(new DefaultCommandExecutor(connections), breaker))
                .build();
    }

    @AfterEach
    void disconnect() throws Exception {
        server.thaw();
        client.close();
    }
}
