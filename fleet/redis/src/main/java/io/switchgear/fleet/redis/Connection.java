// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.api.StatefulConnection;
import io.switchgear.time.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection, made when it is first needed, and again when it was lost, after a pause. Never waits. Thread-safe. */
final class Connection<C extends StatefulConnection<?, ?>> {
    private static final long MOST_PAUSE_MILLIS = 2_000;
    private static final long LEAST_PAUSE_MILLIS = 200;

    private final Ticker ticker = Ticker.system();
    private final Supplier<? extends CompletionStage<C>> connect;
    private @Nullable CompletableFuture<C> current;
    private long notBeforeNanos;
    private boolean closed;

    Connection(Supplier<? extends CompletionStage<C>> connect) {
        this.connect = connect;
    }

    /** The connection; failed if it cannot be made now. */
    synchronized CompletionStage<C> get() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
        }
        CompletableFuture<C> before = current;
        if (before != null) {
            if (!before.isDone() || isOpen(before)) {
                return before;
            }
            if (ticker.nanos() - notBeforeNanos < 0) {
                return CompletableFuture.failedFuture(new IllegalStateException("there is no connection to Redis"));
            }
            hangUpWhenMade(before);
        }
        // The pause begins with the attempt; an attempt that takes longer than it may be followed by the next at once.
        long pause = ThreadLocalRandom.current().nextLong(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
        notBeforeNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(pause);
        CompletableFuture<C> made = new CompletableFuture<>();
        try {
            connect.get().whenComplete((connection, thrown) -> {
                if (thrown != null) {
                    made.completeExceptionally(thrown);
                } else if (!made.complete(connection)) {
                    hangUp(connection); // it came after it was given up
                }
            });
        } catch (RuntimeException refused) {
            made.completeExceptionally(refused);
        }
        current = made;
        return made;
    }

    private static void hangUpWhenMade(CompletionStage<? extends StatefulConnection<?, ?>> made) {
        made.thenAccept(Connection::hangUp);
    }

    private static void hangUp(StatefulConnection<?, ?> connection) {
        CompletionStage<Void> unused = connection.closeAsync();
    }

    private boolean isOpen(CompletableFuture<C> made) {
        return !made.isCompletedExceptionally() && made.join().isOpen();
    }

    /** Gives up the connection: what waits for it fails, and the next use makes another. */
    void reset() {
        end(false);
    }

    void close() {
        end(true);
    }

    private void end(boolean forGood) {
        CompletableFuture<C> old;
        synchronized (this) {
            closed |= forGood;
            old = current;
            current = null;
        }
        if (old != null) {
            old.completeExceptionally(new IllegalStateException("gave up a connection that does not answer"));
            hangUpWhenMade(old);
        }
    }
}
