// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Health;
import io.switchgear.Snapshot;
import io.switchgear.outcome.Outcome;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** The guide's page about monitoring. */
class MonitoringTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("search");
    private final ScriptedOperation<String> broken = ScriptedOperation.throwing(new IOException("down"));
    private final List<Object> log = new ArrayList<>();

    @Test
    void shouldTellWhatItKnows() {
        // region log
        // search CLOSED -> OPEN: failure rate 100 % (10 of 10 calls in 10 s) >= 50 %; next probe in 4.2 s
        var logging = breaker.onStateChange(change -> log.add(change));
        // one that may block gets a thread of its own choice, and nobody waits for it
        var paging = breaker.onStateChange(change -> log.add(change.reason()), ForkJoinPool.commonPool());
        // endregion
        paging.close();
        for (int i = 0; i < 10; i++) {
            breaker.attempt(broken::call);
        }
        logging.close();
        assertThat(log).hasSize(1);
        // region health
        Health health = breaker.health();
        assertThat(health.status()).isEqualTo(Health.Status.DOWN);
        assertThat(health.reason()).contains("failure rate 100 % (10 of 10 calls in 10 s) >= 50 %");
        // endregion
        // region figures
        Snapshot now = breaker.snapshot();
        Optional<Instant> lastFailure = now.lastFailureAt(); // in whatever state it was; abandoned calls included
        long abandoned = now.totals().abandoned(); // given up late; neither in failures nor in ignored
        long slowFailures = now.metrics().slowFailures(); // the part of slowCalls that failed
        long inARow = now.metrics().consecutiveSuccesses(); // since the last failure or abandoned call
        // endregion
        assertThat(lastFailure).isPresent();
        assertThat(List.of(abandoned, slowFailures, inARow)).containsOnly(0L);
    }

    @Test
    void shouldLetEachCallBeObserved() {
        // region observer
        breaker.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                log.add(outcome); // on the caller's thread: be quick
            }
        });
        // endregion
        breaker.attempt(broken::call);
        assertThat(log).containsExactly(Outcome.FAILURE);
    }
}
