package io.switchgear.soak.breakers;

import io.switchgear.Action;
import io.switchgear.Attempt;
import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.Fallback;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.soak.service.Answer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ways into a keyed breaker for one key; none of them takes a context. Thread-safe. */
record KeyWays(KeyedCircuitBreaker<String> keyed, String key) implements Ways {
    @Override
    public String target() {
        return key;
    }

    @Override
    public boolean takesContexts() {
        return false;
    }

    @Override
    public Answer call(@Nullable CallContext context, Call<Answer, Exception> operation) throws Exception {
        return keyed.at(key).call(operation);
    }

    @Override
    public Answer call(
            @Nullable CallContext context, Call<Answer, Exception> operation, Fallback<Answer, Exception> fallback)
            throws Exception {
        return keyed.at(key).call(operation, fallback);
    }

    @Override
    public void run(@Nullable CallContext context, Action<Exception> operation) throws Exception {
        keyed.at(key).run(operation);
    }

    @Override
    public Attempt<Answer> attempt(@Nullable CallContext context, Call<Answer, Exception> operation) {
        return keyed.at(key).attempt(operation);
    }

    @Override
    public CompletableFuture<Answer> callAsync(
            @Nullable CallContext context, Callable<CompletableFuture<Answer>> operation) {
        return keyed.at(key).callAsync(operation);
    }

    @Override
    public Permit acquire(@Nullable CallContext context) {
        return keyed.at(key).acquire();
    }

    @Override
    public Optional<Permit> tryAcquire() {
        return keyed.at(key).tryAcquire();
    }
}
