package io.switchgear.soak.breakers;

import io.switchgear.Action;
import io.switchgear.Attempt;
import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.Fallback;
import io.switchgear.Permit;
import io.switchgear.soak.service.Answer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ways into a breaker. Thread-safe. */
record BreakerWays(CircuitBreaker breaker) implements Ways {
    @Override
    public String target() {
        return breaker.name();
    }

    @Override
    public boolean takesContexts() {
        return true;
    }

    @Override
    public Answer call(@Nullable CallContext context, Call<Answer, Exception> operation) throws Exception {
        return context == null
                ? breaker.call(operation)
                : breaker.within(context).call(operation);
    }

    @Override
    public Answer call(
            @Nullable CallContext context, Call<Answer, Exception> operation, Fallback<Answer, Exception> fallback)
            throws Exception {
        return context == null
                ? breaker.call(operation, fallback)
                : breaker.within(context).call(operation, fallback);
    }

    @Override
    public void run(@Nullable CallContext context, Action<Exception> operation) throws Exception {
        if (context == null) {
            breaker.run(operation);
        } else {
            breaker.within(context).run(operation);
        }
    }

    @Override
    public Attempt<Answer> attempt(@Nullable CallContext context, Call<Answer, Exception> operation) {
        return context == null
                ? breaker.attempt(operation)
                : breaker.within(context).attempt(operation);
    }

    @Override
    public CompletableFuture<Answer> callAsync(
            @Nullable CallContext context, Callable<CompletableFuture<Answer>> operation) {
        return context == null
                ? breaker.callAsync(operation)
                : breaker.within(context).callAsync(operation);
    }

    @Override
    public Permit acquire(@Nullable CallContext context) {
        return context == null ? breaker.acquire() : breaker.within(context).acquire();
    }

    @Override
    public Optional<Permit> tryAcquire() {
        return breaker.tryAcquire();
    }
}
