// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.api.StatefulConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection that is made when it is first needed, and again when that has failed. Nobody waits for it. Thread-safe. */
final class Lazily<C extends StatefulConnection<String, String>> {
    private final Supplier<? extends CompletionStage<C>> connect;
    /** Guarded by this object's lock. */
    private @Nullable CompletableFuture<C> connection;

    private boolean closed;

    Lazily(Supplier<? extends CompletionStage<C>> connect) {
        this.connect = connect;
    }

    /** The connection, or the failure of the latest try. */
    synchronized CompletionStage<C> get() {
        if (closed) {
            return CompletableFuture.failedStage(new IllegalStateException("the store is closed"));
        }
        if (connection == null || connection.isCompletedExceptionally()) {
            connection = begin();
        }
        return connection;
    }

    private CompletableFuture<C> begin() {
        try {
            return connect.get().toCompletableFuture();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused); // such as a client that is shut down
        }
    }

    /** The connection, if there is one. */
    synchronized Optional<C> now() {
        return connection == null || !connection.isDone() || connection.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.of(connection.join());
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        if (connection != null) {
            CompletionStage<C> closing = connection;
            closing.thenCompose(StatefulConnection::closeAsync);
        }
    }
}
