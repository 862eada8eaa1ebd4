// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Scenarios of stale results: those that come back after the state in which their calls were admitted. */
final class LateResults {
    private static final String LET_IN = " of 5 further calls were let in";

    private LateResults() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "is not closed by a success from before it opened",
                        "C1",
                        LateResults::success,
                        "RJ2",
                        "FS3",
                        "SE3",
                        "HY2",
                        "PO3"),
                Scenario.of(
                        "is not opened again by a failure from before it opened",
                        "C1",
                        LateResults::failure,
                        "RJ2",
                        "PO3"),
                Scenario.of("sends no more probes for late ignored calls", "C32", LateResults::ignored, "RJ3"),
                Scenario.of("sends no more probes for late successes", "C30", LateResults::places, "FS3"),
                Scenario.of("is not closed by a probe that was given up", "C31", LateResults::oldProbe, "HY2", "RJ2"));
    }

    private static Finding success(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe());
        HungCall early = bench.hang(breaker);
        bench.trip(breaker);
        bench.hangingProbe(breaker);
        early.succeed();
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(
                letIn <= 1, letIn + LET_IN + " when, with the only probe still out, a call from before came back");
    }

    private static Finding failure(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Duration.ofSeconds(1)));
        HungCall early = bench.hang(breaker);
        bench.trip(breaker);
        HungCall probe = bench.hangingProbe(breaker);
        early.fail();
        probe.succeed();
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(letIn == 5, letIn + LET_IN + " after a late failure and then the success of the only probe");
    }

    private static Finding ignored(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Duration.ofSeconds(1)));
        List<HungCall> early = hang(bench, breaker, 5);
        bench.trip(breaker);
        bench.hangingProbe(breaker);
        early.forEach(HungCall::beIgnored);
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(
                letIn == 0, letIn + LET_IN + " beside the only probe when 5 calls from before it opened were ignored");
    }

    private static Finding places(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().probes(3));
        HungCall early = bench.hang(breaker);
        bench.trip(breaker);
        bench.hangingProbe(breaker);
        int probes = 1 + bench.letsIn(breaker, 2);
        early.succeed();
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(
                letIn == 0, letIn + LET_IN + " beside " + probes + " probes of 3 when a call from before came back");
    }

    private static Finding oldProbe(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().halfOpenLimit(Duration.ofMillis(150)));
        bench.trip(breaker);
        HungCall given = bench.hangingProbe(breaker);
        bench.hangingProbe(breaker);
        return afterThat(bench, breaker, given, HungCall::succeed);
    }

    private static Finding afterThat(Bench bench, Breaker breaker, HungCall call, Consumer<HungCall> end) {
        end.accept(call);
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(
                letIn <= 1, letIn + LET_IN + " when, with its successor still out, the probe given up came back");
    }

    private static List<HungCall> hang(Bench bench, Breaker breaker, int calls) {
        List<HungCall> early = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            early.add(bench.hang(breaker));
        }
        early.forEach(HungCall::isIn);
        return early;
    }
}
