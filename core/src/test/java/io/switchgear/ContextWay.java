package io.switchgear;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** The ways into a breaker that take a context; the brothers of {@link io.switchgear.testkit.WayIn}. */
enum ContextWay {
    CALL {
        @Override
        <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception {
            return breaker.call(context, operation);
        }
    },
    CALL_WITH_FALLBACK {
        @Override
        <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception {
            return breaker.call(context, operation, rejection -> {
                throw rejection;
            });
        }
    },
    RUN {
        @Override
        <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception {
            AtomicReference<T> result = new AtomicReference<>();
            breaker.run(context, () -> result.set(operation.call()));
            return result.get();
        }
    },
    ATTEMPT {
        @Override
        <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception {
            return breaker.attempt(context, operation).getOrThrow();
        }
    },
    CALL_ASYNC {
        @Override
        <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception {
            CompletableFuture<T> stage = new CompletableFuture<>();
            CompletableFuture<Call<T, Exception>> end = breaker.callAsync(context, () -> {
                        try {
                            stage.complete(operation.call());
                        } catch (Exception thrown) {
                            stage.completeExceptionally(thrown);
                        }
                        return stage;
                    })
                    .handle((value, thrown) -> () -> thrown == null ? value : Broken.fail(thrown));
            return end.join().call();
        }
    },
    ACQUIRE {
        @Override
        <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception {
            Permit permit = breaker.acquire(context);
            try {
                T result = operation.call();
                permit.returned(result);
                return result;
            } catch (Throwable thrown) {
                permit.threw(thrown);
                throw thrown;
            }
        }
    };

    /** Does the operation this way; throws what it throws, the same instance. */
    abstract <T> T through(CircuitBreaker breaker, CallContext context, Call<T, Exception> operation) throws Exception;
}
