package io.switchgear.testkit;

import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.Guard;
import io.switchgear.Permit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ways into a breaker. They differ in form only, so a behaviour is written once and run through all of them:
 *
 * <pre>{@code
 * @ParameterizedTest
 * @EnumSource
 * void theFailureReachesTheCaller(WayIn way) { ... way.through(guard, operation) ... }
 * }</pre>
 * @since 0.1
 */
public enum WayIn {
    /** {@link Guard#call(Call)}. */
    CALL {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return guard.call(operation);
        }
    },
    /** {@link Guard#call(Call, io.switchgear.Fallback)}, with a fallback that throws the rejection. */
    CALL_WITH_FALLBACK {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return guard.call(operation, rejection -> {
                throw rejection;
            });
        }
    },
    /** {@link Guard#run}: the breaker does not see the result. */
    RUN {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            AtomicReference<T> result = new AtomicReference<>();
            guard.run(() -> result.set(operation.call()));
            return result.get();
        }

        @Override
        public boolean showsResults() {
            return false;
        }
    },
    /** {@link Guard#within(CallContext)}, a context without a deadline that nobody cancels. */
    CALL_IN_CONTEXT {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return guard.within(CallContext.cancellable()).call(operation);
        }
    },
    /** {@link Guard#attempt(Call)}, with what it gives thrown again. */
    ATTEMPT {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return guard.attempt(operation).getOrThrow();
        }
    },
    /** {@link Guard#callAsync}, with a stage that the operation completes on the calling thread. */
    CALL_ASYNC {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return resultOf(guard.callAsync(() -> {
                CompletableFuture<T> stage = new CompletableFuture<>();
                try {
                    stage.complete(operation.call());
                } catch (Throwable thrown) {
                    stage.completeExceptionally(thrown);
                }
                return stage;
            }));
        }
    },
    /** {@link Guard#callAsync}, with an operation that throws before there is a stage. */
    CALL_ASYNC_START {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return resultOf(guard.callAsync(() -> CompletableFuture.completedFuture(operation.call())));
        }
    },
    /** {@link Guard#acquire()}, settled by the operation's end. */
    PERMIT {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return guard.acquire().call(operation);
        }
    },
    /** {@link Guard#tryAcquire()}, settled by the operation's end. */
    TRY_ACQUIRE {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            Permit permit = guard.tryAcquire().orElse(null);
            return permit == null ? guard.call(operation) : permit.call(operation);
        }
    };

    /**
     * Does the operation this way.
     *
     * @param guard the guard
     * @param operation the operation
     * @param <T> type of its result
     * @return what the operation returns
     * @throws CallNotPermittedException if the breaker does not let it through
     * @throws Exception what the operation throws, the same instance
     */
    public abstract <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception;

    /** {@return whether a classifier gets to see the results of operations that come this way} */
    public boolean showsResults() {
        return true;
    }

    /** What a future holds, with the very exception that it was completed with. */
    private static <T extends @Nullable Object> T resultOf(CompletableFuture<T> future) throws Exception {
        AtomicReference<Throwable> cause = new AtomicReference<>();
        future.handle((value, thrown) -> {
                    cause.set(thrown);
                    return value;
                })
                .join();
        if (cause.get() instanceof Error error) {
            throw error;
        }
        if (cause.get() instanceof Exception exception) {
            throw exception;
        }
        return future.join();
    }
}
