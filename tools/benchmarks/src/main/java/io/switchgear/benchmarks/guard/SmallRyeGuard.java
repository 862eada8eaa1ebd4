// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import java.time.temporal.ChronoUnit;

/** SmallRye Fault Tolerance, the standalone library without a container: a guard that holds a circuit breaker only. */
final class SmallRyeGuard extends Guard {
    private static final int WINDOW = 100;

    private final io.smallrye.faulttolerance.api.Guard guard = io.smallrye.faulttolerance.api.Guard.create()
            .withCircuitBreaker()
            .requestVolumeThreshold(WINDOW)
            .failureRatio(0.5)
            .delay(1, ChronoUnit.DAYS)
            .done()
            .build();

    @Override
    public Object call(Operation operation) throws Exception {
        return guard.call(operation, Object.class);
    }

    @Override
    public void open() {
        openByFailures();
    }
}
