// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import io.switchgear.CircuitBreaker;
import java.util.Objects;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.util.IOUtils;

/**
 * Guards the single commands of a client of Jedis. A command is one call, with what the other executor does for it inside:
 * taking a connection from the pool, and retries if it makes any. Pipelines and transactions do not pass here, but {@link
 * CircuitBreakerConnectionProvider}. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerCommandExecutor implements CommandExecutor {
    private final CommandExecutor executor;
    private final CircuitBreaker breaker;

    private CircuitBreakerCommandExecutor(CommandExecutor executor, CircuitBreaker breaker) {
        this.executor = executor;
        this.breaker = breaker;
    }

    /**
     * Guards an executor.
     *
     * @param executor the executor that sends the commands; closed with this one
     * @param breaker the breaker, configured with {@link JedisClassifier}
     * @return an executor for {@code RedisClient.builder().commandExecutor(...)}
     * @throws IllegalArgumentException if the breaker has core's default classifier
     */
    public static CircuitBreakerCommandExecutor of(CommandExecutor executor, CircuitBreaker breaker) {
        Objects.requireNonNull(executor, "executor");
        return new CircuitBreakerCommandExecutor(executor, JedisClassifier.check(breaker));
    }

    /**
     * Sends a command if the breaker admits it.
     *
     * @throws JedisCallNotPermittedException if the breaker rejects it; then nothing was sent
     */
    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        return JedisCallNotPermittedException.acquire(breaker).call(() -> executor.executeCommand(command));
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(executor); // as Jedis does
    }
}
