// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.HandClock;
import io.switchgear.peers.adapter.NotAFailure;
import io.switchgear.peers.adapter.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Scenarios of the half-open state. */
final class Probes {
    private Probes() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("closes when its probe succeeds", "C30", Probes::recovers),
                Scenario.of("opens again when its probe fails", "C30", Probes::relapses),
                Scenario.of("lets out one probe, however many calls come", "C30", Probes::herd, "OT2"),
                Scenario.of(
                        "gives a hung probe up without being told to",
                        "C31",
                        Probes::hung,
                        "RJ1",
                        "FS4",
                        "SE2",
                        "SR1",
                        "HY3",
                        "GB1",
                        "PO1"),
                Scenario.of("gives a hung probe up after a limit", "C31", Probes::hungWithLimit, "RJ1", "HY3"),
                Scenario.of("goes on when its probe throws an Error", "C3", Probes::error, "RJ1"),
                Scenario.of("opens again as soon as that is certain", "C30", Probes::certainFailure, "RJ4"),
                Scenario.of("closes after all of 10 probes, not after one", "C30", Probes::oneOfTen, "RJ4"),
                Scenario.of(
                        "goes by another probe when one is ignored",
                        "C32",
                        Probes::ignored,
                        "SR4",
                        "HY4",
                        "PO2",
                        "OS4"));
    }

    private static Finding recovers(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe());
        bench.trip(breaker);
        bench.firstLetIn(breaker, () -> "ok");
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(letIn == 5, letIn + " of 5 calls were let in after the probe had succeeded");
    }

    private static Finding relapses(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Duration.ofSeconds(1)));
        bench.trip(breaker);
        bench.firstLetIn(breaker, () -> {
            throw new IOException("still down");
        });
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(letIn == 0, letIn + " of 5 calls were let in after the probe had failed");
    }

    private static Finding herd(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Duration.ofSeconds(2)));
        bench.trip(breaker);
        Wait.pass(breaker.openFor().plusMillis(100));
        int letIn = bench.letsInAtOnce(breaker, 32);
        return Finding.of(letIn == 1, letIn + " of 32 calls at one moment were let in as probes");
    }

    private static Finding hung(Bench bench) {
        return switch (bench.library()) {
            case SWITCHGEAR, RESILIENCE4J -> hungByHand(bench);
            default -> hungInReality(bench);
        };
    }

    private static Finding hungByHand(Bench bench) {
        HandClock clock = new HandClock();
        Breaker breaker = bench.breaker(new Recipe().clock(clock));
        bench.trip(breaker);
        clock.pass(Duration.ofSeconds(1));
        boolean out = bench.hang(breaker).isIn();
        clock.pass(Duration.ofHours(1));
        boolean letIn = bench.letsInWithin(breaker, Duration.ofMillis(100));
        return Finding.of(
                out && letIn,
                "1 h on by its clock, with the probe still out, calls are " + (letIn ? "let in" : "rejected"));
    }

    private static Finding hungInReality(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe());
        bench.trip(breaker);
        bench.hangingProbe(breaker);
        Duration limit = breaker.openFor().multipliedBy(3).plusSeconds(1);
        boolean letIn = bench.letsInWithin(breaker, limit);
        return Finding.of(
                letIn,
                "with the probe still out, calls are " + (letIn ? "let in again" : "rejected") + " within "
                        + Wait.text(limit) + "; the wait is " + Wait.text(breaker.openFor()));
    }

    private static Finding hungWithLimit(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().halfOpenLimit(Duration.ofMillis(100)));
        bench.trip(breaker);
        bench.hangingProbe(breaker);
        boolean letIn = bench.letsInWithin(breaker, Duration.ofSeconds(5));
        return Finding.of(
                letIn,
                "with the probe out, given up after 0.1 s, calls are " + (letIn ? "let in again" : "rejected")
                        + " within 5 s");
    }

    private static Finding error(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe());
        bench.trip(breaker);
        Result probe = bench.firstLetIn(breaker, () -> {
            throw new AssertionError("a bug");
        });
        Duration limit = breaker.openFor().plusSeconds(2);
        boolean letIn = bench.letsInWithin(breaker, limit);
        return Finding.of(
                letIn,
                "the probe threw " + probe.failure() + "; then calls are " + (letIn ? "let in again" : "rejected")
                        + " within " + Wait.text(limit));
    }

    private static Finding certainFailure(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().probes(10).minimum(10).openFor(Duration.ofMillis(500)));
        bench.trip(breaker);
        Wait.pass(breaker.openFor().plusMillis(50));
        int failures = 0;
        boolean open = false;
        while (!open && failures < 9) {
            open = bench.fail(breaker).rejected();
            failures += open ? 0 : 1;
        }
        boolean tenth = bench.hang(breaker).isIn();
        return Finding.of(
                !tenth && failures <= 6,
                failures + " of 10 probes failed in a row, and one more call was " + (tenth ? "let in" : "rejected"));
    }

    private static Finding oneOfTen(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().probes(10).minimum(1));
        bench.trip(breaker);
        bench.firstLetIn(breaker, () -> "ok");
        int letIn = bench.letsIn(breaker, 30);
        return Finding.of(
                letIn <= 10, letIn + " of 30 calls were let in after one success of the 10 it takes to close");
    }

    private static Finding ignored(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Duration.ofSeconds(1)));
        bench.trip(breaker);
        bench.firstLetIn(breaker, () -> {
            throw new NotAFailure();
        });
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(letIn == 1, letIn + " of 5 calls were let in after the only probe was ignored; 1 is right");
    }
}
