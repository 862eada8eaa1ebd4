// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.List;

/** Scenarios of the window of calls. */
final class Windows {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Windows() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("sees a burst of failures over a window's edge", "C10", Windows::burst, "SE4"),
                Scenario.of("counts right after an idle time", "C10", Windows::idle, "FS1"),
                Scenario.of("shows no calls that have left the window", "C10", Windows::read, "FS2", "GB3"),
                Scenario.of("can do with a window of one call", "C10", Windows::ofOneCall, "RJ15"));
    }

    /** Uses windows of two seconds, so that one divided into whole seconds has a chance. */
    private static Finding burst(Bench bench) {
        Duration window = Duration.ofSeconds(2);
        Breaker breaker =
                bench.breaker(new Recipe().minimum(10).timeWindow(window).openFor(Bench.LONG_WAIT));
        long length = window.toMillis();
        // The edges of windows that begin at multiples of their length.
        Wait.pass(Duration.ofMillis(length - (System.currentTimeMillis() + 100) % length));
        long start = System.nanoTime();
        int letIn = fail(bench, breaker, 8);
        Wait.pass(Duration.ofMillis(150));
        letIn += fail(bench, breaker, 8);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        boolean open = bench.isOpen(breaker);
        return Finding.of(
                open || took.compareTo(window) > 0,
                letIn + " failures within " + Wait.text(took) + " of a window of 2 s, at least 10 of which half fail: "
                        + (open ? "open" : "closed"));
    }

    private static int fail(Bench bench, Breaker breaker, int calls) {
        int letIn = 0;
        for (int i = 0; i < calls; i++) {
            letIn += bench.fail(breaker).letIn() ? 1 : 0;
        }
        return letIn;
    }

    private static Finding idle(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(1_000).timeWindow(SECOND));
        breaker.failures();
        bench.succeed(breaker);
        Wait.pass(Duration.ofMillis(1_300));
        bench.succeed(breaker);
        Wait.pass(Duration.ofMillis(150));
        bench.fail(breaker);
        Wait.pass(Duration.ofMillis(1_300));
        // A call, for libraries that read the time only during calls.
        bench.succeed(breaker);
        long left = breaker.failures();
        return Finding.of(
                left == 0,
                "successes at 0, 1.3 and 2.75 s, a failure at 1.45 s: at 2.75 s the window of 1 s shows " + left
                        + " failed");
    }

    private static Finding read(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(1_000).timeWindow(SECOND));
        bench.fail(breaker);
        Wait.until(SECOND, () -> breaker.failures() == 1);
        Wait.pass(Duration.ofMillis(2_200));
        long left = breaker.failures();
        return Finding.of(
                left == 0, "2.2 s after the only call, which failed, the window of 1 s shows " + left + " failed");
    }

    private static Finding ofOneCall(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(1).lockFree());
        for (int i = 0; i < 3; i++) {
            Result result = bench.succeed(breaker);
            if (result.thrown() != null) {
                return Finding.of(false, "call " + (i + 1) + ", a success, threw " + result.failure());
            }
        }
        bench.trip(breaker);
        return Finding.of(true, "3 successes were let in, and failures opened it");
    }
}
