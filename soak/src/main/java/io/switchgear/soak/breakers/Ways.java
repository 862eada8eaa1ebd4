package io.switchgear.soak.breakers;

import io.switchgear.Action;
import io.switchgear.Attempt;
import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.Fallback;
import io.switchgear.Permit;
import io.switchgear.soak.service.Answer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** All ways into one breaker, or into one key's. A context of {@code null} is the way without one. */
public interface Ways {

    /** What the service knows the calls by. */
    String target();

    /** Whether there are ways with a context. */
    boolean takesContexts();

    Answer call(@Nullable CallContext context, Call<Answer, Exception> operation) throws Exception;

    Answer call(@Nullable CallContext context, Call<Answer, Exception> operation, Fallback<Answer, Exception> fallback)
            throws Exception;

    void run(@Nullable CallContext context, Action<Exception> operation) throws Exception;

    Attempt<Answer> attempt(@Nullable CallContext context, Call<Answer, Exception> operation);

    CompletableFuture<Answer> callAsync(@Nullable CallContext context, Callable<CompletableFuture<Answer>> operation);

    Permit acquire(@Nullable CallContext context);

    Optional<Permit> tryAcquire();
}
