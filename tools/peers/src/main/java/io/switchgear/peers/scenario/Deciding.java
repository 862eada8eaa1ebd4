// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.HandClock;
import io.switchgear.peers.adapter.NotAFailure;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Scenarios of the end of a half-open phase. */
final class Deciding {
    /** The number of consecutive calls that no half-open breaker of these scenarios admits. */
    private static final int SURELY_CLOSED = 10;

    private Deciding() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("closes though its probes call through it again", "C35", Deciding::nested, "SG3"),
                Scenario.of("ends a half-open phase of which each probe is ignored", "C34", Deciding::ignored, "SG3"),
                Scenario.of("decides by the first of two probes, if asked to", "C37", Deciding::first, "SG5"));
    }

    private static Finding nested(Bench bench) {
        Recipe recipe = switch (bench.library()) {
            case SENTINEL, HYSTRIX -> new Recipe();
            default -> new Recipe().probes(3);
        };
        Breaker breaker = bench.breaker(recipe);
        bench.trip(breaker);
        Wait.pass(breaker.openFor());
        int[] calls = {0, 0};
        boolean closed = Wait.until(breaker.openFor().multipliedBy(2).plusSeconds(3), () -> {
            Result result = bench.call(breaker, () -> breaker.call(() -> "ok"));
            calls[0]++;
            calls[1] = result.thrown() == null ? calls[1] + 1 : 0;
            return calls[1] == SURELY_CLOSED;
        });
        return Finding.of(
                closed,
                calls[0] + " calls of a healthy service, one after the other and each with another inside: "
                        + (closed ? "closed" : "not closed") + ", with " + breaker.probes() + " to succeed");
    }

    /** Uses a controlled clock if a library supports one, else real seconds. */
    private static Finding ignored(Bench bench) {
        HandClock clock = new HandClock();
        Recipe recipe = switch (bench.library()) {
            case SWITCHGEAR, RESILIENCE4J -> new Recipe().clock(clock);
            default -> new Recipe();
        };
        Breaker breaker = bench.breaker(recipe);
        breaker.state();
        bench.trip(breaker);
        clock.pass(breaker.openFor());
        Wait.pass(breaker.openFor());
        int[] ignored = {0};
        boolean over = Wait.until(Duration.ofSeconds(3), () -> {
            Result result = bench.call(breaker, () -> {
                throw new NotAFailure();
            });
            ignored[0] += result.letIn() ? 1 : 0;
            clock.pass(Duration.ofSeconds(1));
            return ignored[0] > 0 && !breaker.state().equals("HALF_OPEN");
        });
        return Finding.of(
                over,
                ignored[0] + " probes in a row were ignored, one a second where it has a clock: "
                        + (over ? "then it is " : "still ") + breaker.state());
    }

    private static Finding first(Bench bench) {
        boolean closed = letsInAfterTheFirstOfTwo(bench, HungCall::succeed) == 5;
        boolean reopened = letsInAfterTheFirstOfTwo(bench, HungCall::fail) == 0;
        return Finding.of(
                closed && reopened,
                "with two probes out, the first that succeeds " + (closed ? "closes" : "does not close")
                        + " it, the first that fails " + (reopened ? "opens" : "does not open") + " it again");
    }

    private static int letsInAfterTheFirstOfTwo(Bench bench, Consumer<HungCall> end) {
        Breaker breaker = bench.breaker(new Recipe().probes(2).firstDecides().openFor(Duration.ofSeconds(1)));
        bench.trip(breaker);
        HungCall first = bench.hangingProbe(breaker);
        if (!bench.hang(breaker).isIn()) {
            throw new IllegalStateException("it let in one probe of two");
        }
        end.accept(first);
        return bench.letsIn(breaker, 5);
    }
}
