// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.net.SocketException;
import java.util.List;
import java.util.NoSuchElementException;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;

/** The contract, for single commands. */
class CommandContractTest extends IntegrationContract {
    private static final CommandObject<String> PING =
            new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.STRING);

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        CommandExecutor guarded = CircuitBreakerCommandExecutor.of(new Scripted(behind), breaker);
        return Guarded.blocking(() -> guarded.executeCommand(PING));
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return JedisClassifier.configure(config);
    }

    @Override
    protected List<Throwable> failures() {
        return List.of(
                new JedisConnectionException("Unexpected end of stream."),
                new JedisClusterOperationException("No more cluster attempts left."),
                new JedisBusyException("BUSY Redis is busy running a script."),
                new JedisDataException("LOADING Redis is loading the dataset in memory"),
                new JedisDataException("CLUSTERDOWN Hash slot not served"),
                new JedisDataException("MASTERDOWN Link with MASTER is down"),
                new JedisDataException("OOM command not allowed when used memory > 'maxmemory'."),
                new JedisDataException("MISCONF Redis is configured to save RDB snapshots"),
                new JedisDataException("NOREPLICAS Not enough good replicas to write."),
                new JedisDataException("READONLY You can't write against a read only replica."),
                new JedisDataException("ERR max number of clients reached"));
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(
                new JedisException("Could not get a resource from the pool", new NoSuchElementException("Timeout")),
                new IllegalArgumentException("null value cannot be sent to redis"));
    }

    /** Jedis wraps what it meets on a socket. */
    @Override
    protected List<Throwable> interrupts() {
        return List.of(
                new JedisConnectionException(new SocketException("Closed by interrupt")),
                new JedisException("Could not get a resource from the pool", new InterruptedException()));
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got).isInstanceOf(JedisCallNotPermittedException.class).isInstanceOf(JedisException.class);
    }

    /** Commands that end as an operation does. */
    private record Scripted(ScriptedOperation<Object> behind) implements CommandExecutor {
        @SuppressWarnings("unchecked")
        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            try {
                return (T) behind.call();
            } catch (RuntimeException thrown) {
                throw thrown;
            } catch (Exception thrown) {
                throw new JedisConnectionException(thrown);
            }
        }

        @Override
        public void close() {}
    }
}
