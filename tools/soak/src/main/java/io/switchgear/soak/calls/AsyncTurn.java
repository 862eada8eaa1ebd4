// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.CallNotPermittedException;
import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.checks.Fate;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A call whose result comes later, and which its operation, a timer, and any number of other threads may end. The caller
 * knows which of them began to end it: if it was one, the outcome is from that one; if there were several, it is from one
 * of them. Thread-safe.
 */
final class AsyncTurn {
    private static final int LATEST_MILLIS = 400;
    private static final String OPERATION = "operation";

    private final Turn turn;
    private final RandomGenerator random;
    /** The outcomes of those that began to end the call, by their names. */
    private final Set<Ending> endings = ConcurrentHashMap.newKeySet();

    private final Answer given = new Answer(200, 0);
    private final IllegalStateException thrown = new IllegalStateException("thrown by the caller");
    private volatile long timeoutNanos = Long.MAX_VALUE;
    private volatile boolean refusedToStart;

    private record Ending(
            String by, @Nullable Answer answer, @Nullable Throwable thrown) {
        @SuppressWarnings("ReferenceEquality") // It must be the same instance.
        boolean isTold(@Nullable Answer told, @Nullable Throwable failed) {
            return thrown == null
                    ? told == answer && failed == null
                    : unwrapped(failed) == unwrapped(thrown) || isCancelledAs(failed);
        }

        /** The fates: a caller that ends a call gives it up, in whatever way. */
        Set<Fate> fates(Outlook now) {
            if (!by.equals(OPERATION)) {
                return Set.of(Fate.GIVEN_UP);
            }
            Fate plain = Judgement.of(answer, thrown);
            return thrown == null ? Set.of(plain) : Outlook.NONE.fates(plain, now);
        }

        private boolean isCancelledAs(@Nullable Throwable failed) {
            return thrown instanceof CancellationException && failed instanceof CancellationException;
        }
    }

    AsyncTurn(Turn turn) {
        this.turn = turn;
        this.random = turn.random;
    }

    void play() {
        CompletableFuture<Answer> future = turn.guard.callAsync(this::start);
        if (turn.ran() == 1 && !turn.calm && !refusedToStart) {
            disturb(future);
        }
        end(future);
    }

    /** Waits for the future and compares its end with the operation's. */
    void end(CompletableFuture<Answer> future) {
        await(future);
        judge(future);
    }

    /** Starts the operation. */
    CompletableFuture<Answer> start() {
        turn.enter();
        if (!turn.calm && random.nextInt(100) == 0) {
            refusedToStart = true;
            ending(OPERATION, null, thrown);
            throw thrown;
        }
        return turn.service.askAsync(turn.request(), random, (answer, failed) -> ending(OPERATION, answer, failed));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It is this future itself, or no thread waits for it.
    private void disturb(CompletableFuture<Answer> future) {
        int millis = random.nextInt(LATEST_MILLIS);
        switch (random.nextInt(6)) {
            case 0 -> later(millis, () -> cancel(future));
            case 1 -> {
                timeoutNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
                turn.ask.endsAt(timeoutNanos);
                future.orTimeout(millis, TimeUnit.MILLISECONDS);
            }
            case 2 ->
                later(millis, () -> {
                    if (!future.isDone()) {
                        ending("caller", given, null);
                        future.complete(given);
                    }
                });
            case 3 ->
                later(millis, () -> {
                    if (!future.isDone()) {
                        ending("caller", null, thrown);
                        future.completeExceptionally(thrown);
                    }
                });
            default -> {
                // Left alone.
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The caller waits for the call, not for this.
    private void later(int millis, Runnable end) {
        turn.tools.canceller().schedule(end, millis, TimeUnit.MILLISECONDS);
    }

    private void cancel(CompletableFuture<Answer> future) {
        if (!future.isDone()) {
            ending("canceller", null, new CancellationException());
            future.cancel(true);
        }
    }

    private void ending(String by, @Nullable Answer answer, @Nullable Throwable failed) {
        turn.door.settling(turn.ask);
        endings.add(new Ending(by, answer, failed));
    }

    private void await(CompletableFuture<Answer> future) {
        while (!future.isDone()) {
            try {
                future.get();
            } catch (InterruptedException enough) {
                if (random.nextBoolean()) {
                    cancel(future);
                }
            } catch (ExecutionException | CancellationException over) {
                return;
            }
        }
    }

    private void judge(CompletableFuture<Answer> future) {
        Throwable failed = null;
        Answer told = null;
        try {
            told = future.getNow(null);
        } catch (RuntimeException thrownByFuture) {
            failed = unwrapped(thrownByFuture);
        }
        if (turn.ran() == 0) {
            turn.refused(failed == null ? new IllegalStateException("no exception, but " + told) : failed);
            return;
        }
        Set<Ending> all = Set.copyOf(endings);
        boolean timedOut = System.nanoTime() - timeoutNanos >= 0;
        check(told, failed, all, timedOut);
        Set<Fate> fates = fates(all, timedOut);
        turn.end(fates.isEmpty() ? Set.of(Fate.values()) : fates, all.size() + (timedOut ? 1 : 0) == 1);
    }

    private void check(@Nullable Answer told, @Nullable Throwable failed, Set<Ending> all, boolean timedOut) {
        boolean own = all.stream().anyMatch(ending -> ending.isTold(told, failed))
                || (timedOut && failed instanceof TimeoutException);
        turn.told(
                own && turn.ran() == 1 && !(failed instanceof CallNotPermittedException),
                () -> "its future ended with " + (failed == null ? told : failed) + ", it ran " + turn.ran()
                        + " times, and was ended by " + all + (timedOut ? " or a timeout" : ""));
    }

    private Set<Fate> fates(Set<Ending> all, boolean timedOut) {
        Set<Fate> fates = ConcurrentHashMap.newKeySet();
        Outlook now = Outlook.anywhere(turn.context);
        for (Ending ending : all) {
            fates.addAll(ending.fates(now));
        }
        if (timedOut) {
            fates.addAll(Outlook.NONE.fates(Fate.FAILURE, now));
        }
        return fates;
    }

    /** The exception without the wrapper of a future. */
    private static @Nullable Throwable unwrapped(@Nullable Throwable failed) {
        Throwable inner = failed;
        while (inner != null
                && inner.getCause() != null
                && (inner instanceof CompletionException || inner instanceof ExecutionException)) {
            inner = inner.getCause();
        }
        return inner;
    }
}
