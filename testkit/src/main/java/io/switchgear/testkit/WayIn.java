// SPDX-License-Identifier: Apache-2.0
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
 * The ways to make a call through a breaker. They differ in form only, so a behaviour is tested once and run through all of
 * them:
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
    /** {@link Guard#within(CallContext)}, with a context that has no deadline and is never cancelled. */
    CALL_IN_CONTEXT {
        @Override
        public <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception {
            return guard.within(CallContext.cancellable()).call(operation);
        }
    },
    /** {@link Guard#attempt(Call)}; the exception in the attempt is thrown again. */
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
    /** {@link Guard#callAsync}, with an operation that throws before it returns a stage. */
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
     * Makes a call this way.
     *
     * @param guard the guard
     * @param operation the operation
     * @param <T> type of its result
     * @return the operation's result
     * @throws CallNotPermittedException if the breaker rejects the call
     * @throws Exception the operation's exception, the same instance
     */
    public abstract <T extends @Nullable Object> T through(Guard guard, Call<T, Exception> operation) throws Exception;

    /** {@return whether the classifier sees the results of calls made this way} */
    public boolean showsResults() {
        return true;
    }

    /** The result of a future, or the exception that it was completed with, the same instance. */
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
