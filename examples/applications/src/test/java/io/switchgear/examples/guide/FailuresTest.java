// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The guide's page about what counts as a failure. */
class FailuresTest {
    record Reply(int status, Duration retryAfter) {}

    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    // region types
    CircuitBreakerConfig byType = CircuitBreakerConfig.builder()
            .classify(Classifier.failOn(IOException.class, TimeoutException.class) // what nothing names was an answer
                    .ignore(Declined.class)) // says nothing about the service
            .build();
    // endregion

    // region results
    CircuitBreakerConfig byResult = CircuitBreakerConfig.builder()
            .classify(Classifier.failOnResult(Reply.class, reply -> reply.status() >= 500 || reply.status() == 429))
            .retryHint((result, thrown) -> result instanceof Reply reply ? reply.retryAfter() : null)
            .build();
    // endregion

    // region function
    CircuitBreakerConfig byFunction = CircuitBreakerConfig.builder()
            .classify((result, thrown) -> {
                if (thrown instanceof NoSuchElementException) {
                    return Outcome.SUCCESS; // "not found" is an answer
                }
                return thrown == null ? Outcome.SUCCESS : Outcome.FAILURE;
            })
            .build();
    // endregion

    @Test
    void shouldTellThemApart() {
        assertThat(outcome(byType, null, new IOException())).isEqualTo(Outcome.FAILURE);
        assertThat(outcome(byType, null, new Declined())).isEqualTo(Outcome.IGNORED);
        assertThat(outcome(byType, null, new IllegalArgumentException())).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome(byResult, new Reply(503, Duration.ofSeconds(9)), null))
                .isEqualTo(Outcome.FAILURE);
        assertThat(outcome(byResult, new Reply(404, Duration.ZERO), null)).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome(byFunction, null, new NoSuchElementException())).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void shouldTakeNoErrorTimeoutOrInterruptForAnAnswer() {
        // region no-answer
        Classifier onlyUnavailable = Classifier.failOn(Unavailable.class);
        assertThat(onlyUnavailable.classify(null, new IllegalStateException())).isEqualTo(Outcome.SUCCESS); // an answer
        assertThat(onlyUnavailable.classify(null, new TimeoutException())).isEqualTo(Outcome.FAILURE);
        assertThat(onlyUnavailable.classify(null, new OutOfMemoryError())).isEqualTo(Outcome.FAILURE);
        assertThat(onlyUnavailable.classify(null, new SocketException("Closed by interrupt")))
                .isEqualTo(Outcome.IGNORED);
        // endregion
        assertThat(onlyUnavailable.classify(null, new Unavailable())).isEqualTo(Outcome.FAILURE);
    }

    private static Outcome outcome(CircuitBreakerConfig config, Object result, Throwable thrown) {
        return config.classifier().classify(result, thrown);
    }

    @Test
    void shouldWaitAsLongAsTheServiceAsks() {
        // region hint
        CircuitBreaker breaker = CircuitBreaker.of("search", byResult);
        Reply busy = new Reply(503, Duration.ofSeconds(30)); // Retry-After: 30
        for (int i = 0; i < 10; i++) {
            breaker.call(() -> busy); // the caller still gets the reply
        }
        Duration wait = breaker.snapshot().lastTrip().orElseThrow().openFor().orElseThrow();
        assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(30)).isLessThan(Duration.ofSeconds(46));
        // endregion
    }
}
