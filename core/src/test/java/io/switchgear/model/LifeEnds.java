// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static io.switchgear.model.Life.same;

import io.switchgear.Permit;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How the real calls of a {@link LifeCalls} come back, with what must hold for each of them whatever the breaker thinks. */
public final class LifeEnds {
    private LifeEnds() {}

    /** The operation ends. */
    public static void end(
            LifeCalls.Out back, @Nullable Object result, @Nullable Throwable thrown, @Nullable Duration took) {
        if (back.permit() != null) {
            boolean first = took == null
                    ? thrown == null
                            ? back.permit().returned(result)
                            : back.permit().threw(thrown)
                    : thrown == null
                            ? back.permit().returned(result, took)
                            : back.permit().threw(thrown, took);
            same("whether it settled the permit", first, true);
            assertOver(back.permit());
            return;
        }
        if (thrown == null) {
            back.stage().complete(result);
        } else {
            back.stage().completeExceptionally(thrown);
        }
        assertHolds(back.future(), result, thrown);
        same("whether anybody can end it again", back.future().complete("again"), false);
    }

    /** Settles a permit by the word. */
    public static void raw(LifeCalls.Out back, Outcome outcome) {
        boolean first = switch (outcome) {
            case SUCCESS -> back.permit().success();
            case IGNORED -> back.permit().ignore();
            case FAILURE -> back.permit().failure();
        };
        same("whether it settled the permit", first, true);
        assertOver(back.permit());
    }

    /** Closes a permit that nobody has settled, or cancels a future. */
    public static void giveUp(LifeCalls.Out back) {
        if (back.permit() != null) {
            back.permit().close();
            assertOver(back.permit());
            return;
        }
        same("whether it ended the future", back.future().cancel(true), true);
        same("whether the future is cancelled", back.future().isCancelled(), true);
        assertCancelled(back.stage());
    }

    private static void assertOver(Permit permit) {
        same("whether a permit settles again", permit.success() || permit.failure() || permit.ignore(), false);
        same("whether a permit settles again", permit.returned("x") || permit.threw(new Exception()), false);
        permit.close();
    }

    /** Whoever waits ends the future; the operation's own is cancelled, and its end comes too late. */
    public static void byCaller(LifeCalls.Out back, @Nullable Object result, @Nullable Throwable thrown) {
        CompletableFuture<Object> future = back.future();
        boolean first = thrown == null ? future.complete(result) : future.completeExceptionally(thrown);
        same("whether it ended the future", first, true);
        assertCancelled(back.stage());
        assertHolds(future, result, thrown);
    }

    private static void assertCancelled(CompletableFuture<Object> stage) {
        same("whether the operation is cancelled", stage.isCancelled(), true);
        same("whether the operation can end", stage.complete("too late"), false);
    }

    private static void assertHolds(
            CompletableFuture<Object> future, @Nullable Object result, @Nullable Throwable thrown) {
        same("whether the future is over", future.isDone(), true);
        same("what the future failed with", end(future), thrown);
        same("what the future holds", thrown == null ? future.join() : null, thrown == null ? result : null);
    }

    /** What a future failed with, that very exception. */
    public static @Nullable Throwable end(CompletableFuture<Object> future) {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        future.whenComplete((value, thrown) -> seen.set(thrown));
        return seen.get();
    }
}
