// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * A pool of connections to one server, which guards what is done on a connection as a whole: a pipeline, a transaction.
 * Single commands are guarded by {@link CircuitBreakerCommandExecutor}, over this pool:
 *
 * <pre>{@code
 * CircuitBreakerConnectionProvider connections = CircuitBreakerConnectionProvider.of(address, config, redis);
 * RedisClient client = RedisClient.builder()
 *         .connectionProvider(connections)
 *         .commandExecutor(CircuitBreakerCommandExecutor.of(new DefaultCommandExecutor(connections), redis))
 *         .build();
 * }</pre>
 *
 * <p>A connection is one call, from the pool and back: it is admitted or rejected before it is taken, never in the middle.
 * It fails if it breaks or if the server says that it does not work; else it counts as a success if the server answered, is
 * given up if it did not, and ignored if it was not asked. A subscription succeeds at its first answer, because it may last
 * for days. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerConnectionProvider extends PooledConnectionProvider {
    private final CircuitBreaker breaker;

    private CircuitBreakerConnectionProvider(
            HostAndPort server,
            JedisClientConfig config,
            GenericObjectPoolConfig<Connection> pool,
            CircuitBreaker breaker) {
        super(
                ConnectionFactory.builder()
                        .hostAndPort(server)
                        .clientConfig(config)
                        .connectionBuilder(new GuardedConnection.Maker()
                                .socketFactory(new DefaultJedisSocketFactory(server, config))
                                .clientConfig(config))
                        .build(),
                pool);
        this.breaker = breaker;
    }

    /**
     * Creates a pool with Jedis' default settings.
     *
     * @param server the address of the server
     * @param config the settings of its connections
     * @param breaker the breaker, configured with {@link JedisClassifier}
     * @return a pool, for {@code RedisClient.builder().connectionProvider(...)}
     * @throws IllegalArgumentException if the breaker has core's default classifier
     */
    public static CircuitBreakerConnectionProvider of(
            HostAndPort server, JedisClientConfig config, CircuitBreaker breaker) {
        return of(server, config, new GenericObjectPoolConfig<>(), breaker);
    }

    /**
     * Creates a pool.
     *
     * @param server the address of the server
     * @param config the settings of its connections
     * @param pool the settings of the pool
     * @param breaker the breaker, configured with {@link JedisClassifier}
     * @return a pool, for {@code RedisClient.builder().connectionProvider(...)}
     * @throws IllegalArgumentException if the breaker has core's default classifier
     */
    public static CircuitBreakerConnectionProvider of(
            HostAndPort server,
            JedisClientConfig config,
            GenericObjectPoolConfig<Connection> pool,
            CircuitBreaker breaker) {
        return new CircuitBreakerConnectionProvider(server, config, pool, JedisClassifier.check(breaker));
    }

    /**
     * Takes a connection for a pipeline, a transaction or a subscription, if the breaker admits it.
     *
     * @throws JedisCallNotPermittedException if the breaker rejects it
     */
    @Override
    public Connection getConnection() {
        Permit permit = JedisCallNotPermittedException.acquire(breaker);
        Connection connection;
        try {
            connection = getPool().getResource();
        } catch (Throwable thrown) {
            permit.threw(thrown);
            throw thrown;
        }
        ((GuardedConnection) connection).begin(permit);
        return connection;
    }

    /** Takes a connection for a single command, which the executor has guarded. */
    @Override
    public Connection getConnection(CommandArguments command) {
        return getPool().getResource();
    }
}
