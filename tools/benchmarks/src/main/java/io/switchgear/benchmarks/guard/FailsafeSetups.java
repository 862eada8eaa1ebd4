// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;

/** The measured configurations of Failsafe: its default opens on the first failure, so it gets the window of the others. */
final class FailsafeSetups {
    private static final int WINDOW = 100;

    private FailsafeSetups() {}

    static CircuitBreaker<Object> probing(int probes) {
        return CircuitBreaker.builder()
                .withFailureThreshold(WINDOW / 2, WINDOW)
                .withSuccessThreshold(probes)
                .withDelay(Duration.ofDays(1))
                .build();
    }

    static CircuitBreaker<Object> countWindow() {
        return CircuitBreaker.builder()
                .withFailureThreshold(WINDOW / 2, WINDOW)
                .withDelay(Duration.ofDays(1))
                .build();
    }
}
