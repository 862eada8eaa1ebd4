// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.NotAFailure;
import io.switchgear.peers.adapter.Recipe;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Scenarios of the classification of results. */
final class Classifying {
    private Classifying() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("is opened by Errors", "C3", Classifying::errors, "RJ1"),
                Scenario.of("is opened by results that are failures", "C3", Classifying::results),
                Scenario.of("lets a rule about results see null", "C3", Classifying::nullResults, "RJ24"),
                Scenario.of("does not take ignored calls for successes", "C3", Classifying::ignored, "SR4", "PO2"),
                Scenario.of("is not opened by rejections of another breaker", "C3", Classifying::nested, "OS2"),
                Scenario.of("can do with an exception without its cause", "C5", Classifying::noCause, "RJ23"));
    }

    private static Finding errors(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT));
        return opens(
                bench,
                breaker,
                () -> bench.call(breaker, () -> {
                    throw new AssertionError("a bug");
                }),
                "AssertionErrors");
    }

    private static Finding results(Bench bench) {
        Breaker breaker =
                bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT).failedResult("503"::equals));
        return opens(bench, breaker, () -> bench.call(breaker, () -> "503"), "results that are failures");
    }

    private static Finding nullResults(Bench bench) {
        Breaker breaker =
                bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT).failedResult(result -> result == null));
        return opens(bench, breaker, () -> bench.call(breaker, () -> null), "null results, which are failures");
    }

    private static Finding opens(Bench bench, Breaker breaker, Supplier<Result> call, String what) {
        int letIn = 0;
        for (int i = 0; i < 4; i++) {
            letIn += call.get().letIn() ? 1 : 0;
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(open, letIn + " " + what + ", at least 4 needed: " + (open ? "open" : "closed"));
    }

    /** Without the ignored calls all calls fail, with them half of them. */
    private static Finding ignored(Bench bench) {
        Breaker breaker =
                bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT).percent(60));
        for (int i = 0; i < 4; i++) {
            bench.call(breaker, () -> {
                throw new NotAFailure();
            });
            bench.fail(breaker);
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(
                open, "4 calls failed, as many were ignored, the limit is 60 %: " + (open ? "open" : "closed"));
    }

    private static Finding nested(Bench bench) {
        Breaker inner = bench.breaker(new Recipe().openFor(Bench.LONG_WAIT));
        Breaker outer = bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT));
        bench.trip(inner);
        for (int i = 0; i < 8; i++) {
            bench.call(outer, () -> inner.call(() -> "not reached"));
        }
        boolean open = bench.isOpen(outer);
        return Finding.of(!open, "8 calls ended with the rejection of a breaker inside: " + (open ? "open" : "closed"));
    }

    private static Finding noCause(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe());
        ExecutionException given = new ExecutionException("no cause", null);
        Result result = bench.call(breaker, () -> {
            throw given;
        });
        // The same instance: exceptions do not override equals.
        boolean same = given.equals(result.thrown())
                || (result.thrown() != null && given.equals(result.thrown().getCause()));
        return Finding.of(
                same, "the operation threw an ExecutionException without a cause, its caller got " + result.failure());
    }
}
