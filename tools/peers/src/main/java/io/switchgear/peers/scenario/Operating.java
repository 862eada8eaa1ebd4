// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.DoesNotApply;
import io.switchgear.peers.adapter.HandClock;
import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Scenarios of operations by hand, and of messages to operators. */
final class Operating {
    private static final int MANY = 6_100;

    private Operating() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("says in a rejection which breaker it was", "C21", Operating::message, "FS7"),
                Scenario.of(
                        "throws nothing of its own when closed in mid-call", "C40", Operating::closedInMidCall, "RJ11"),
                Scenario.of("stays open when reconfigured", "C62", Operating::reconfigured, "SE5"),
                Scenario.of("does not ignore other settings for its name", "C61", Operating::otherSettings, "RJ26"),
                Scenario.of("guards a name beyond the first 6,000", "C61", Operating::manyNames, "SE8")
                        .asTheLast());
    }

    private static Finding message(Bench bench) {
        String name = "the-" + bench.library().name().toLowerCase(Locale.ROOT) + "-" + System.nanoTime();
        Breaker breaker = bench.library().create(name, new Recipe().openFor(Bench.LONG_WAIT));
        bench.trip(breaker);
        Throwable thrown = bench.succeed(breaker).thrown();
        String message = thrown == null ? "" : String.valueOf(thrown.getMessage());
        boolean named = message.contains(name);
        return Finding.of(named, "the message is: " + message.replace(name, "NAME"));
    }

    /** The breaker is closed at the moment when a call finds that the wait is over. */
    private static Finding closedInMidCall(Bench bench) {
        HandClock clock = new HandClock();
        Breaker breaker = bench.breaker(new Recipe().clock(clock));
        bench.trip(breaker);
        clock.pass(Duration.ofSeconds(1));
        clock.atNextRead(breaker::close);
        Result result = bench.succeed(breaker);
        return Finding.of(
                result.thrown() == null || result.rejected(),
                "a call just after the wait, closed by hand at that moment, threw " + result.failure());
    }

    private static Finding reconfigured(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Bench.LONG_WAIT));
        bench.trip(breaker);
        breaker.reconfigure(Duration.ofSeconds(30));
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(letIn == 0, letIn + " of 5 calls were let in after an open one was given a longer wait");
    }

    private static Finding otherSettings(Bench bench) {
        Breaker first = bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT));
        bench.succeed(first);
        Breaker second;
        try {
            second = first.again(new Recipe().minimum(1_000).openFor(Bench.LONG_WAIT));
        } catch (IllegalArgumentException | IllegalStateException told) {
            return Finding.of(true, "refused: " + told.getMessage());
        }
        int letIn = 0;
        boolean open = false;
        for (int i = 0; i < 20 && !open; i++) {
            Wait.pass(Duration.ofMillis(10));
            Result result = bench.fail(second);
            letIn += result.letIn() ? 1 : 0;
            open = result.rejected();
            if (!result.letIn() && !open) {
                return Finding.of(true, "refused at its first call: " + result.thrown());
            }
        }
        return Finding.of(
                !open,
                "asked for again with a minimum of 1,000 calls instead of 4, without a word, it "
                        + (open ? "opened after " : "let in ") + letIn + " failures");
    }

    /** The last of all scenarios, because its effects remain for the rest of the process. */
    private static Finding manyNames(Bench bench) {
        if (bench.library() == Library.HYSTRIX) {
            throw new DoesNotApply("is not asked: each name would keep a timer running");
        }
        for (int i = 1; i < MANY; i++) {
            bench.succeed(bench.breaker(new Recipe().unruled()));
        }
        Breaker last = bench.breaker(new Recipe().openFor(Bench.LONG_WAIT));
        int letIn = 0;
        boolean open = false;
        for (int i = 0; i < 100 && !open; i++) {
            Result result = bench.fail(last);
            letIn += result.letIn() ? 1 : 0;
            open = result.rejected();
        }
        return Finding.of(
                open,
                "breaker " + MANY + " in the process " + (open ? "opened after " : "is closed after ") + letIn
                        + " failures");
    }
}
