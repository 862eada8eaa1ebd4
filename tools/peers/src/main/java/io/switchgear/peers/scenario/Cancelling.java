// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Scenarios of callers that no longer want to wait. */
final class Cancelling {
    private Cancelling() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "goes by another probe when one is cancelled", "C7", Cancelling::probe, "RJ22", "FS5", "FS4"),
                Scenario.of("cancels the operation when its caller cancels", "C7", Cancelling::reaches, "RJ22"),
                Scenario.of("is not opened by cancelled calls", "C7", Cancelling::cancelledCalls, "RJ22", "FS5"),
                Scenario.of("is not opened by interrupts", "C3", Cancelling::interrupts, "RJ22"),
                Scenario.of("ends a call that hangs for its caller", "C6", Cancelling::timeout));
    }

    private static Finding probe(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().openFor(Duration.ofSeconds(1)));
        Wait.until(Wait.LONG, breaker.callAsync(() -> CompletableFuture.completedFuture("ok"))::isDone);
        bench.trip(breaker);
        Wait.pass(breaker.openFor());
        List<CompletableFuture<String>> probe = new ArrayList<>();
        boolean out = Wait.until(Wait.LONG, () -> {
            AtomicBoolean started = new AtomicBoolean();
            probe.add(breaker.callAsync(() -> {
                started.set(true);
                return new CompletableFuture<>();
            }));
            return Wait.until(Duration.ofMillis(100), started::get);
        });
        if (!out) {
            throw new IllegalStateException("it let in no probe");
        }
        probe.get(probe.size() - 1).cancel(true);
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(letIn == 1, letIn + " of 5 calls were let in after the only probe was cancelled; 1 is right");
    }

    private static Finding reaches(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe());
        CompletableFuture<String> source = new CompletableFuture<>();
        AtomicBoolean started = new AtomicBoolean();
        CompletableFuture<String> returned = breaker.callAsync(() -> {
            started.set(true);
            return source;
        });
        Wait.until(Wait.LONG, started::get);
        returned.cancel(true);
        boolean cancelled = Wait.until(Duration.ofSeconds(1), source::isCancelled);
        return Finding.of(
                cancelled,
                "a second after its caller cancelled, the operation's future is "
                        + (cancelled ? "cancelled" : source.isDone() ? "done" : "waiting"));
    }

    private static Finding cancelledCalls(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT));
        for (int i = 0; i < 8; i++) {
            CompletableFuture<String> source = new CompletableFuture<>();
            AtomicBoolean started = new AtomicBoolean();
            CompletableFuture<String> returned = breaker.callAsync(() -> {
                started.set(true);
                return source;
            });
            Wait.until(Duration.ofMillis(200), started::get);
            returned.cancel(true);
            // As a client that notices the cancellation does.
            source.cancel(true);
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(!open, "8 calls cancelled, of at least 4 that must fail: " + (open ? "open" : "closed"));
    }

    private static Finding interrupts(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().minimum(4).openFor(Bench.LONG_WAIT));
        for (int i = 0; i < 8; i++) {
            bench.call(breaker, () -> {
                throw new InterruptedException("the caller is to end");
            });
            Thread.interrupted(); // some libraries set the flag again
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(!open, "8 calls interrupted, of at least 4 that must fail: " + (open ? "open" : "closed"));
    }

    private static Finding timeout(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().timeout(Duration.ofMillis(100)));
        boolean back = bench.hang(breaker).isBackWithin(Duration.ofSeconds(3));
        return Finding.of(back, "limited to 0.1 s, a call that hangs was " + (back ? "" : "not ") + "back within 3 s");
    }
}
