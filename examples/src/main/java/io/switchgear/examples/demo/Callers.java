package io.switchgear.examples.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.examples.demo.Tally.Result;
import io.switchgear.examples.service.Hits;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client: makes calls when they are due, and counts how they end. Thread-safe. */
abstract class Callers implements AutoCloseable {
    static final int WARM_UP_ROUNDS = 5;

    private final Wire wire;
    private final Consumer<? super CallNotPermittedException> onRejection;
    private final Tally tally = new Tally();

    Callers(Wire wire, Consumer<? super CallNotPermittedException> onRejection) {
        this.wire = wire;
        this.onRejection = onRejection;
    }

    static Callers withoutBreaker(URI target, DemoOptions options) {
        Wire wire = Wire.timed(target, Hits.WITHOUT_BREAKER);
        return options.async()
                ? new AsyncCallers(wire, options.workers(), wire::sendAsync, never -> {})
                : new WorkingCallers(wire, options.workers(), wire::send, never -> {});
    }

    /** @param onRejection is told of each call that the breaker does not let through, on the call's thread */
    static Callers through(
            CircuitBreaker breaker,
            URI target,
            DemoOptions options,
            Consumer<? super CallNotPermittedException> onRejection) {
        if (!options.async()) {
            Wire wire = Wire.timed(target, Hits.WITH_BREAKER);
            return new WorkingCallers(wire, options.workers(), () -> breaker.call(wire::send), onRejection);
        }
        // The timeout is the future's: it settles the call with the breaker and cancels what is on the wire.
        Wire wire = Wire.patient(target, Hits.WITH_BREAKER);
        return new AsyncCallers(
                wire,
                options.workers(),
                () -> breaker.callAsync(wire::sendAsync).orTimeout(Wire.TIMEOUT.toNanos(), TimeUnit.NANOSECONDS),
                onRejection);
    }

    /** Calls before anybody counts or measures, so that the first second does not show how Java starts up. */
    abstract void warmUp();

    /** Makes a call, or has it made as soon as may be. */
    abstract void callDueAt(long dueNanos);

    /** Takes no more calls, and gives those under way so much time. */
    abstract void finish(Duration atMost);

    /** Calls still under way are given up, uncounted. */
    @Override
    public abstract void close();

    final Tally tally() {
        return tally;
    }

    /** {@return calls that went to the network, and were not rejected before} */
    final long sent() {
        return wire.sent();
    }

    final Wire wire() {
        return wire;
    }

    /** A call is over: answered, or ended by an exception. */
    final void ended(@Nullable HttpResponse<?> answer, @Nullable Throwable thrown, long dueNanos) {
        long nanos = System.nanoTime() - dueNanos;
        if (thrown instanceof CallNotPermittedException rejection) {
            tally.ended(Result.REJECTED, nanos);
            onRejection.accept(rejection);
        } else {
            boolean failed = answer == null || DemoBreaker.isFailure(answer);
            tally.ended(failed ? Result.FAILED : Result.OK, nanos);
        }
    }
}
