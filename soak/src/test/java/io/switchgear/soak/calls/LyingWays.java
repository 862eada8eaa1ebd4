package io.switchgear.soak.calls;

import io.switchgear.Action;
import io.switchgear.Attempt;
import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.Fallback;
import io.switchgear.Permit;
import io.switchgear.soak.breakers.Ways;
import io.switchgear.soak.service.Answer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A breaker that does with a call what a test says; it has no other way in than those that a test needs. */
class LyingWays implements Ways {
    @Override
    public String target() {
        return "default";
    }

    @Override
    public boolean takesContexts() {
        return false;
    }

    @Override
    public Answer call(CallContext context, Call<Answer, Exception> operation) throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer call(CallContext context, Call<Answer, Exception> operation, Fallback<Answer, Exception> fallback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run(CallContext context, Action<Exception> operation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Attempt<Answer> attempt(CallContext context, Call<Answer, Exception> operation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Answer> callAsync(CallContext context, Callable<CompletableFuture<Answer>> operation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Permit acquire(CallContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Permit> tryAcquire() {
        throw new UnsupportedOperationException();
    }
}
