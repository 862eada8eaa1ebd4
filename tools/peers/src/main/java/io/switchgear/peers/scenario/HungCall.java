// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.NotAFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own that hangs, if the breaker admits it, until it is ended. Thread-safe. */
final class HungCall {
    private final CompletableFuture<Callable<@Nullable String>> end = new CompletableFuture<>();
    private final CompletableFuture<Boolean> decided = new CompletableFuture<>();
    private final CompletableFuture<Boolean> back = new CompletableFuture<>();

    private final Thread thread;

    HungCall(Breaker breaker) {
        this.thread = new Thread(() -> run(breaker), "hung-call");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Breaker breaker) {
        try {
            breaker.call(() -> {
                decided.complete(true);
                return end.get().call();
            });
        } catch (Throwable asItMayBe) {
            // The breaker has seen it, and no other code waits for it.
        } finally {
            decided.complete(false);
            back.complete(true);
        }
    }

    /** Whether it was admitted. Waits until that is decided. */
    boolean isIn() {
        return within(Wait.LONG, decided, "a call that was neither let in nor rejected");
    }

    void succeed() {
        end(() -> "late");
    }

    void fail() {
        fail(new IOException("late"));
    }

    void fail(Exception failure) {
        end(() -> {
            throw failure;
        });
    }

    void beIgnored() {
        end(() -> {
            throw new NotAFailure();
        });
    }

    /** Interrupts its caller, who gives it up. */
    void interrupt() {
        thread.interrupt();
        within(Wait.LONG, back, "a call that was interrupted and did not come back");
    }

    /** Whether its caller has returned within a time, although it still hangs. */
    boolean isBackWithin(Duration limit) {
        return Wait.until(limit, back::isDone);
    }

    private void end(Callable<@Nullable String> how) {
        end.complete(how);
        within(Wait.LONG, back, "a call that was released and did not come back");
    }

    /** Releases it without waiting for it. */
    void abandon() {
        end.complete(() -> "abandoned");
    }

    private static boolean within(Duration limit, CompletableFuture<Boolean> future, String otherwise) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new IllegalStateException(otherwise, tooLong);
        } catch (InterruptedException | java.util.concurrent.ExecutionException never) {
            throw new CompletionException(never);
        }
    }
}
