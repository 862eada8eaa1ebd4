// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scenarios of user-defined functions that throw. */
final class UserCode {
    private UserCode() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("opens although the wait's function throws", "C5", UserCode::wait, "RJ5", "FS6"),
                Scenario.of("gives a result although the rule about it throws", "C5", UserCode::result, "RJ10"),
                Scenario.of("completes a future although a function throws", "C7", UserCode::future, "RJ9"));
    }

    private static Finding wait(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(4).waits(attempt -> {
            throw new ArithmeticException("the wait's function");
        }));
        int letIn = 0;
        int foreign = 0;
        for (int i = 0; i < 20; i++) {
            Result result = bench.fail(breaker);
            letIn += result.letIn() ? 1 : 0;
            foreign += result.letIn() && !(result.thrown() instanceof IOException) ? 1 : 0;
        }
        return Finding.of(
                letIn == 4 && foreign == 0,
                letIn + " of 20 failing calls were let in where 4 open it; " + foreign
                        + " of their callers got another exception than the operation's");
    }

    private static Finding result(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().failedResult(result -> {
            throw new ArithmeticException("the rule about results");
        }));
        Result result = bench.call(breaker, () -> "42");
        return Finding.of(
                "42".equals(result.value()),
                "the operation gave 42, its caller got "
                        + (result.thrown() == null ? String.valueOf(result.value()) : result.failure()));
    }

    private static Finding future(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().failedResult(result -> {
            throw new ArithmeticException("the rule about results");
        }));
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> returned = breaker.callAsync(() -> source);
        source.complete("42");
        boolean done = Wait.until(Duration.ofSeconds(1), returned::isDone);
        return Finding.of(
                done,
                "a second after the operation's future, the caller's is "
                        + (!done ? "not complete" : returned.isCompletedExceptionally() ? "failed" : "complete"));
    }
}
