// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.OutcomeRules;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/**
 * Classifies the ends of a producer's calls, for the breakers of a {@link CircuitBreakerProducer}:
 *
 * <pre>{@code
 * CircuitBreaker orders = CircuitBreaker.of("kafka", KafkaClassifier::configure);
 * }</pre>
 *
 * <p>Stateless.
 *
 * @since 0.1
 */
public final class KafkaClassifier {
    /** The client itself throws these, mostly without asking a broker, because of the record or the producer's state. */
    private static final List<Class<? extends Exception>> CALLERS_OWN = List.of(
            SerializationException.class,
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            ApplicationRecoverableException.class,
            TransactionAbortedException.class,
            IllegalStateException.class,
            IllegalArgumentException.class,
            ClassCastException.class);

    /** A broker has looked at the request and refuses it. */
    private static final List<Class<? extends Exception>> ANSWERS = List.of(
            InvalidConfigurationException.class, InvalidTimestampException.class, PolicyViolationException.class);

    private KafkaClassifier() {}

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
     * Returns the default rules, which judge an exception by its first cause that is more than a plain
     * {@link KafkaException}:
     * <ul>
     *   <li>ignored, because the client decides it before a broker is asked: {@link SerializationException};
     *       {@link RecordTooLargeException} and {@link RecordBatchTooLargeException} (checked against {@code
     *       max.request.size} first); {@link ApplicationRecoverableException} such as {@code ProducerFencedException},
     *       after which the producer throws it again for each call; {@link TransactionAbortedException}, the caller's own
     *       abort; and {@link IllegalStateException}, {@link IllegalArgumentException} and {@link ClassCastException} for
     *       misuse. A success would let such a call close a half-open breaker although the cluster is down;
     *   <li>answers, and so successes, because a broker has refused the request: {@link InvalidConfigurationException}, the
     *       base of authentication, authorization, invalid topics, invalid records and unsupported versions;
     *       {@link InvalidTimestampException}; {@link PolicyViolationException};
     *   <li>all others are failures: timeouts (a full buffer and missing metadata among them), disconnects, too few
     *       replicas, a changed leader, storage errors, unknown errors of the server. The client has retried what is
     *       retriable before it ends the call with it. A topic that does not exist also ends with a timeout, after {@code
     *       max.block.ms}.
     * </ul>
     *
     * <p>The rules can be extended.
     *
     * @return rules that can be extended
     */
    public static OutcomeRules defaults() {
        return Classifier.failIf(thrown -> !isOneOf(ANSWERS, thrown)).ignoreIf(thrown -> isOneOf(CALLERS_OWN, thrown));
    }

    private static boolean isOneOf(List<Class<? extends Exception>> types, Throwable thrown) {
        Throwable telling = telling(thrown);
        return types.stream().anyMatch(type -> type.isInstance(telling));
    }

    /** A producer whose transaction has failed wraps the reason into a plain exception. */
    private static Throwable telling(Throwable thrown) {
        Throwable telling = thrown;
        for (int depth = 0; depth < 10 && telling.getClass() == KafkaException.class; depth++) {
            Throwable cause = telling.getCause();
            if (cause == null) {
                break;
            }
            telling = cause;
        }
        return telling;
    }

    /** Refuses core's default classifier, which counts a record that is too large as a failure of the cluster. */
    static void check(String breaker, CircuitBreakerConfig config) {
        if (Classifier.defaults().equals(config.classifier())) {
            throw new IllegalArgumentException("Circuit breaker \"" + breaker
                    + "\": its classifier counts every exception of Kafka as a failure, even RecordTooLargeException."
                    + " Configure it with KafkaClassifier.configure(...), or define failures with classify(...)");
        }
    }
}
