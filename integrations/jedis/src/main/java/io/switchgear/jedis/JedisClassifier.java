// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.OutcomeRules;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Classifies the exceptions of Jedis:
 *
 * <pre>{@code
 * CircuitBreaker redis = CircuitBreaker.of("redis", JedisClassifier::configure);
 * }</pre>
 *
 * <p>Stateless.
 *
 * @since 0.1
 */
public final class JedisClassifier {
    /** The first words of the errors by which a server says that it does not work (redis.conf, and server.c of Redis). */
    private static final Set<String> FAILURES =
            Set.of("BUSY", "LOADING", "CLUSTERDOWN", "MASTERDOWN", "OOM", "MISCONF", "NOREPLICAS", "READONLY");

    private static final String NO_MORE_CLIENTS = "ERR max number of clients reached";

    private JedisClassifier() {}

    /**
     * Sets {@link #defaults()}, and changes nothing else.
     *
     * @param config the builder of a breaker's configuration
     * @return the same builder
     */
    public static CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config.classify(defaults());
    }

    /**
     * Returns the default rules. Failures are:
     *
     * <ul>
     *   <li>{@link JedisConnectionException}: refused and lost connections, and timeouts;
     *   <li>{@link JedisClusterOperationException}: no node of a cluster could do it;
     *   <li>{@code BUSY} (a script blocks the server), {@code LOADING} (it reads its data), {@code CLUSTERDOWN} (slots have no
     *       node), {@code MASTERDOWN} (a replica has lost its master), and the refusal of more clients: the server does
     *       nothing for anybody;
     *   <li>{@code OOM} (no memory left), {@code MISCONF} (it cannot save), {@code NOREPLICAS} (too few of them) and {@code
     *       READONLY} (a master has become a replica): the server refuses to write, whatever is written. An application
     *       that reads on meanwhile has successes enough to stay below a failure rate, or has a breaker for its writes.
     * </ul>
     *
     * <p>Other errors of the server, such as {@code WRONGTYPE} and {@code NOAUTH}, are answers and so successes. So are {@code
     * MOVED} and {@code ASK}, and {@code TRYAGAIN}, which concerns the keys of one command while a slot moves. Everything else
     * is ignored, because no server was asked: a pool without a free connection, arguments that Jedis refuses.
     *
     * @return rules that can be extended
     */
    public static OutcomeRules defaults() {
        return Classifier.failIf(JedisClassifier::isFailure).ignoreIf(JedisClassifier::isLocal);
    }

    /** Whether the server cannot be reached, or says that it does not work. */
    static boolean isFailure(Throwable thrown) {
        if (thrown instanceof JedisDataException answer) {
            String message = String.valueOf(answer.getMessage());
            return FAILURES.contains(message.split(" ", 2)[0]) || message.startsWith(NO_MORE_CLIENTS);
        }
        return thrown instanceof JedisConnectionException || thrown instanceof JedisClusterOperationException;
    }

    private static boolean isLocal(Throwable thrown) {
        return !(thrown instanceof Error) && !(thrown instanceof JedisDataException) && !isFailure(thrown);
    }

    /** Refuses core's default classifier, which counts every error of the server as a failure. */
    static CircuitBreaker check(CircuitBreaker breaker) {
        if (Classifier.defaults().equals(breaker.config().classifier())) {
            throw new IllegalArgumentException("Circuit breaker \"" + breaker.name()
                    + "\": its classifier counts every error of Redis as a failure, even WRONGTYPE. Configure it with"
                    + " JedisClassifier.configure(...), or define failures with classify(...)");
        }
        return breaker;
    }
}
