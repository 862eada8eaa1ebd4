// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for libraries that cannot be given a clock. */
final class Wait {
    /** A time that is exceeded only on a stalled machine. */
    static final Duration LONG = Duration.ofSeconds(10);

    private Wait() {}

    /** Whether a condition becomes true within a time. */
    static boolean until(Duration limit, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(limit)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    /** Lets a time pass. */
    static void pass(Duration time) {
        long start = System.nanoTime();
        boolean passed = until(time.plus(LONG), () -> System.nanoTime() - start >= time.toNanos());
        if (!passed) {
            throw new IllegalStateException("no clock that goes on");
        }
    }

    static String text(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
