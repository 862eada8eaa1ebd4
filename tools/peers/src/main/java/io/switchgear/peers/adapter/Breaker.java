// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker as the scenarios need it: its library used in the ordinary way, with nothing added. Methods that a
 * library does not support throw {@link DoesNotApply}. Thread-safe.
 */
public interface Breaker {
    /** Calls an operation, and returns or throws what the library does. */
    @Nullable
    String call(Callable<@Nullable String> operation) throws Exception;

    /** Whether this exception was thrown instead of calling the operation. */
    boolean isRejection(Throwable thrown);

    /** The open wait; some libraries support whole seconds only. */
    Duration openFor();

    /** The number of concurrent probes; some libraries support only one. */
    default int probes() {
        return 1;
    }

    /** The same for an operation whose result comes later. */
    default CompletableFuture<String> callAsync(Supplier<CompletionStage<String>> operation) {
        throw new DoesNotApply("takes no CompletionStage");
    }

    /** Admits a unit of work that ends later; empty if it is rejected. */
    default Optional<Unit> begin() {
        throw new DoesNotApply("has no call whose start and end lie apart");
    }

    /** The state: CLOSED, OPEN or HALF_OPEN. */
    default String state() {
        throw new DoesNotApply("shows no state");
    }

    /** The number of failures among the calls that it evaluates. */
    default long failures() {
        throw new DoesNotApply("shows no counts of its window");
    }

    /** The number of calls that it evaluates. */
    default long calls() {
        throw new DoesNotApply("shows no counts of its window");
    }

    /** Opens it by hand for its configured wait. */
    default void open() {
        throw new DoesNotApply("cannot be opened by hand");
    }

    /** Closes it by hand. */
    default void close() {
        throw new DoesNotApply("cannot be closed by hand");
    }

    /** Changes its wait while it runs. */
    default void reconfigure(Duration openFor) {
        throw new DoesNotApply("cannot be reconfigured");
    }

    /** Requests the breaker of the same name again, with other settings, from the library's registry. */
    default Breaker again(Recipe other) {
        throw new DoesNotApply("keeps no breakers by name");
    }

    /** Adds a listener of state changes while it runs; running the result removes it again. */
    default Runnable listen(Consumer<String> listener) {
        throw new DoesNotApply("takes no listener that could be taken away again");
    }
}
