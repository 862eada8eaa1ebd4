// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.List;

/** Scenarios of when it opens, and when it does not. */
final class Tripping {
    private Tripping() {}

    private static Recipe opensForLong() {
        return new Recipe().openFor(Bench.LONG_WAIT);
    }

    static List<Scenario> all() {
        return List.of(
                Scenario.of("opens when calls fail, and then calls nothing", "C12", Tripping::opens),
                Scenario.of("opens on the very call that crosses the limit", "C12", Tripping::exactly, "HY1"),
                Scenario.of("opens at a rate that equals the limit", "C11", Tripping::atTheLimit, "SE1"),
                Scenario.of("opens at a limit of 100 %", "C11", Tripping::atHundredPercent, "SE1"),
                Scenario.of("stays closed below the minimum of calls", "C12", Tripping::belowMinimum),
                Scenario.of("opens on a success that reaches the minimum", "C12", Tripping::onSuccess),
                Scenario.of("refuses a limit of 0 %, or does not open by successes", "C60", Tripping::atZero, "SR3"),
                Scenario.of("opens when calls hang and none comes back", "C11", Tripping::hungCalls, "RJ33"));
    }

    private static Finding opens(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong());
        int letIn = bench.trip(breaker);
        Result rejected = bench.fail(breaker);
        return Finding.of(
                rejected.rejected() && !rejected.letIn(),
                "open after " + letIn + " failures; the next call " + (rejected.letIn() ? "ran" : "did not run"));
    }

    private static Finding exactly(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong().minimum(10));
        int letIn = 0;
        boolean open = false;
        for (long end = System.nanoTime() + Wait.LONG.toNanos(); !open && System.nanoTime() < end; ) {
            Result result = bench.fail(breaker);
            letIn += result.letIn() ? 1 : 0;
            open = result.rejected();
        }
        return Finding.of(
                open && letIn == 10,
                letIn + " failing calls were let in before the first rejection; 10 reach the limit");
    }

    private static Finding atTheLimit(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong().minimum(4).percent(50));
        bench.succeed(breaker);
        bench.succeed(breaker);
        bench.fail(breaker);
        bench.fail(breaker);
        boolean open = bench.isOpen(breaker);
        return Finding.of(open, "2 of 4 calls failed at a limit of 50 %: " + (open ? "open" : "closed"));
    }

    private static Finding atHundredPercent(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong().minimum(10).percent(100));
        for (int i = 0; i < 10; i++) {
            bench.fail(breaker);
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(open, "10 of 10 calls failed at a limit of 100 %: " + (open ? "open" : "closed"));
    }

    private static Finding belowMinimum(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong().minimum(4));
        for (int i = 0; i < 3; i++) {
            bench.fail(breaker);
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(!open, "3 failures of at least 4: " + (open ? "open" : "closed"));
    }

    private static Finding onSuccess(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong().minimum(4).percent(70));
        for (int i = 0; i < 3; i++) {
            bench.fail(breaker);
        }
        bench.succeed(breaker);
        boolean open = bench.isOpen(breaker);
        return Finding.of(open, "3 failures, then a success, of at least 4 at 70 %: " + (open ? "open" : "closed"));
    }

    private static Finding atZero(Bench bench) {
        Breaker breaker;
        try {
            breaker = bench.breaker(opensForLong().percent(0));
        } catch (IllegalArgumentException refused) {
            return Finding.of(true, "refused: " + inOneLine(refused));
        }
        int letIn = 0;
        for (int i = 0; i < 4; i++) {
            letIn += bench.succeed(breaker).letIn() ? 1 : 0;
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(!open, letIn + " successes, no failure: " + (open ? "open" : "closed"));
    }

    private static Finding hungCalls(Bench bench) {
        Breaker breaker = bench.breaker(opensForLong().minimum(4).slowOver(Duration.ofMillis(50)));
        int out = bench.letsIn(breaker, 6);
        Wait.pass(Duration.ofMillis(500));
        int more = bench.letsIn(breaker, 5);
        return Finding.of(
                more <= 1,
                out + " calls hung, each long over the 50 ms that are slow; " + more + " of 5 more were let in");
    }

    private static String inOneLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
