// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.HandClock;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.List;

/** Scenarios of clocks and timers. */
final class Clocks {
    private Clocks() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("opens although the wall clock was put back", "C80", Clocks::closedPutBack, "RJ13"),
                Scenario.of("ends its wait although the wall clock was put back", "C80", Clocks::openPutBack, "RJ13"),
                Scenario.of("goes by the clock that it was given", "C80", Clocks::givenClock, "RJ14", "FS8"),
                Scenario.of("when opened again waits as long as it should", "C22", Clocks::openedAgain, "RJ12", "OS5"),
                Scenario.of("becomes half-open without traffic, if asked to", "C22", Clocks::timer, "RJ21", "FS8"));
    }

    private static Finding closedPutBack(Bench bench) {
        HandClock clock = new HandClock();
        Breaker breaker = bench.breaker(
                new Recipe().minimum(20).timeWindow(Duration.ofSeconds(10)).clock(clock));
        clock.pass(Duration.ofSeconds(30));
        bench.succeed(breaker);
        clock.putBack(Duration.ofSeconds(5));
        int failures = 0;
        boolean open = false;
        while (!open && failures < 1_000) {
            failures++;
            open = bench.fail(breaker).rejected();
            // Calls take some time.
            clock.pass(Duration.ofMillis(1));
        }
        long shown = breaker.calls();
        return Finding.of(
                open && failures <= 21,
                "put back by 5 s; " + failures + " calls, all failing, at least 20 needed: "
                        + (open ? "open" : "closed, and a window of 10 s that shows " + shown + " calls"));
    }

    private static Finding openPutBack(Bench bench) {
        HandClock clock = new HandClock();
        Breaker breaker = bench.breaker(new Recipe().clock(clock).openFor(Duration.ofSeconds(1)));
        bench.trip(breaker);
        clock.putBack(Duration.ofHours(1));
        clock.pass(Duration.ofMinutes(30));
        boolean letIn = bench.succeed(breaker).letIn();
        return Finding.of(
                letIn, "put back by 1 h while open for 1 s; 30 min later a call is " + (letIn ? "let in" : "rejected"));
    }

    private static Finding givenClock(Bench bench) {
        HandClock clock = new HandClock();
        Breaker breaker = bench.breaker(new Recipe()
                .minimum(1_000)
                .timeWindow(Duration.ofSeconds(10))
                .lockFree()
                .clock(clock));
        bench.fail(breaker);
        clock.pass(Duration.ofHours(1));
        bench.succeed(breaker);
        long left = breaker.failures();
        return Finding.of(
                left == 0,
                "a call failed, and 1 h passed by the clock that was given: the window of 10 s shows " + left
                        + " failed");
    }

    private static Finding openedAgain(Bench bench) {
        Duration wait = Duration.ofMillis(800);
        Breaker breaker = bench.breaker(withTimerWherePossible(bench).openFor(wait));
        bench.trip(breaker);
        Wait.pass(wait.dividedBy(2));
        breaker.close();
        long start = System.nanoTime();
        bench.trip(breaker);
        boolean letIn = bench.letsInWithin(breaker, wait.plus(Wait.LONG));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return Finding.of(
                letIn && took.compareTo(wait) >= 0,
                "closed by hand after half of its wait and opened again, it let a call in after " + Wait.text(took)
                        + " of " + Wait.text(wait));
    }

    private static Recipe withTimerWherePossible(Bench bench) {
        return switch (bench.library()) {
            case SWITCHGEAR, RESILIENCE4J -> new Recipe().timer();
            default -> new Recipe();
        };
    }

    private static Finding timer(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().timer());
        String before = breaker.state();
        bench.trip(breaker);
        boolean halfOpen =
                Wait.until(Duration.ofSeconds(3), () -> breaker.state().equals("HALF_OPEN"));
        return Finding.of(
                halfOpen && before.equals("CLOSED"),
                "3 s after it opened for 0.1 s, without a call, it reads " + breaker.state());
    }
}
