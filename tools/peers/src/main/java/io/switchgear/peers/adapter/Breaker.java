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
 * What the scenarios need of a circuit breaker: its library's ordinary way to use it, nothing added. What a library does not
 * have throws {@link DoesNotApply}. Thread-safe.
 */
public interface Breaker {
    /** Calls an operation, and gives or throws what the library gives or throws. */
    @Nullable
    String call(Callable<@Nullable String> operation) throws Exception;

    /** Whether this was thrown instead of calling the operation. */
    boolean isRejection(Throwable thrown);

    /** How long it stays open; some libraries know whole seconds only. */
    Duration openFor();

    /** Probes that it lets out at once; some libraries know one only. */
    default int probes() {
        return 1;
    }

    /** The same for an operation whose result comes later. */
    default CompletableFuture<String> callAsync(Supplier<CompletionStage<String>> operation) {
        throw new DoesNotApply("takes no CompletionStage");
    }

    /** Lets a unit of work in, whose end comes later; empty when it is rejected. */
    default Optional<Unit> begin() {
        throw new DoesNotApply("has no call whose start and end lie apart");
    }

    /** CLOSED, OPEN or HALF_OPEN. */
    default String state() {
        throw new DoesNotApply("shows no state");
    }

    /** Failures among the calls that it decides by. */
    default long failures() {
        throw new DoesNotApply("shows no counts of its window");
    }

    /** Calls among those that it decides by. */
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

    /** Gives it another wait while it runs. */
    default void reconfigure(Duration openFor) {
        throw new DoesNotApply("cannot be reconfigured");
    }

    /** Asks whatever keeps this breaker by name for the breaker of that name again, with other settings. */
    default Breaker again(Recipe other) {
        throw new DoesNotApply("keeps no breakers by name");
    }

    /** Adds a listener of state changes while it runs; running the result takes it away again. */
    default Runnable listen(Consumer<String> listener) {
        throw new DoesNotApply("takes no listener that could be taken away again");
    }
}
