// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.OutcomeRules;
import java.util.EnumSet;
import java.util.Set;

/**
 * Classifies the status of gRPC calls, for the breakers of a {@link CircuitBreakerClientInterceptor}:
 *
 * <pre>{@code
 * CircuitBreaker prices = CircuitBreaker.of("prices", GrpcClassifier::configure);
 * }</pre>
 *
 * <p>Stateless.
 *
 * @since 0.1
 */
public final class GrpcClassifier {
    /** The codes by which a service, or the way to it, says that it does not work (gRPC's documentation of its codes). */
    private static final Set<Status.Code> FAILURES = EnumSet.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN,
            Status.Code.DATA_LOSS);

    private GrpcClassifier() {}

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
     * Returns the default rules. {@code UNAVAILABLE}, {@code DEADLINE_EXCEEDED}, {@code RESOURCE_EXHAUSTED}, {@code
     * INTERNAL}, {@code UNKNOWN} and {@code DATA_LOSS} are failures, {@code CANCELLED} is ignored, and all other codes, such
     * as {@code NOT_FOUND}, are the service's answers and so successes.
     *
     * <p>The rules can be extended. A call that ends with a status other than {@code OK} is classified by a {@link
     * StatusRuntimeException}, one that ends with {@code OK} by its last message.
     *
     * @return rules that can be extended
     */
    public static OutcomeRules defaults() {
        return Classifier.failIf(thrown -> FAILURES.contains(codeOf(thrown)))
                .ignoreIf(thrown -> codeOf(thrown) == Status.Code.CANCELLED);
    }

    /**
     * The code of an exception. An exception that is no status counts as {@code UNKNOWN}: calls of gRPC end with none, so
     * the breaker's user has put it there.
     */
    private static Status.Code codeOf(Throwable thrown) {
        if (thrown instanceof StatusRuntimeException status) {
            return status.getStatus().getCode();
        }
        return thrown instanceof StatusException status ? status.getStatus().getCode() : Status.Code.UNKNOWN;
    }

    /** Refuses core's default classifier, which counts every status but OK and CANCELLED as a failure. */
    static void check(String breaker, CircuitBreakerConfig config) {
        if (Classifier.defaults().equals(config.classifier())) {
            throw new IllegalArgumentException("Circuit breaker \"" + breaker
                    + "\": its classifier counts every status of gRPC as a failure, even NOT_FOUND. Configure it with"
                    + " GrpcClassifier.configure(...), or define failures with classify(...)");
        }
    }

    /** Sets this classifier on breakers with core's default classifier. */
    static void configureIfDefault(KeyedCircuitBreaker<?> breakers) {
        CircuitBreakerConfig config = breakers.config();
        if (Classifier.defaults().equals(config.classifier())) {
            breakers.reconfigure(configure(config.toBuilder()).build());
        }
    }
}
