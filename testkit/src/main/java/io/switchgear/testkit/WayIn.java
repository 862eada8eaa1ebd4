package io.switchgear.testkit;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ways into a breaker. They differ in form only, so a behaviour is written once and run through all of them:
 *
 * <pre>{@code
 * @ParameterizedTest
 * @EnumSource
 * void theFailureReachesTheCaller(WayIn way) { ... way.through(breaker, operation) ... }
 * }</pre>
 */
public enum WayIn {
    /** {@link CircuitBreaker#call(Call)}. */
    CALL {
        @Override
        public <T extends @Nullable Object> T through(CircuitBreaker breaker, Call<T, Exception> operation)
                throws Exception {
            return breaker.call(operation);
        }
    },
    /** {@link CircuitBreaker#call(Call, io.switchgear.Fallback)}, with a fallback that throws the rejection. */
    CALL_WITH_FALLBACK {
        @Override
        public <T extends @Nullable Object> T through(CircuitBreaker breaker, Call<T, Exception> operation)
                throws Exception {
            return breaker.call(operation, rejection -> {
                throw rejection;
            });
        }
    },
    /** {@link CircuitBreaker#run}: the breaker does not see the result. */
    RUN {
        @Override
        public <T extends @Nullable Object> T through(CircuitBreaker breaker, Call<T, Exception> operation)
                throws Exception {
            AtomicReference<T> result = new AtomicReference<>();
            breaker.run(() -> result.set(operation.call()));
            return result.get();
        }

        @Override
        public boolean showsResults() {
            return false;
        }
    },
    /** {@link CircuitBreaker#acquire()}, settled by what the operation does. */
    PERMIT {
        @Override
        public <T extends @Nullable Object> T through(CircuitBreaker breaker, Call<T, Exception> operation)
                throws Exception {
            return settling(breaker.acquire(), operation);
        }
    },
    /** {@link CircuitBreaker#tryAcquire()}, settled by what the operation does. */
    TRY_ACQUIRE {
        @Override
        public <T extends @Nullable Object> T through(CircuitBreaker breaker, Call<T, Exception> operation)
                throws Exception {
            Permit permit = breaker.tryAcquire().orElse(null);
            return permit == null ? breaker.call(operation) : settling(permit, operation);
        }
    };

    /**
     * Does the operation this way.
     *
     * @param breaker the breaker
     * @param operation the operation
     * @param <T> type of its result
     * @return what the operation returns
     * @throws CallNotPermittedException if the breaker does not let it through
     * @throws Exception what the operation throws, the same instance
     */
    public abstract <T extends @Nullable Object> T through(CircuitBreaker breaker, Call<T, Exception> operation)
            throws Exception;

    /** {@return whether a classifier gets to see the results of operations that come this way} */
    public boolean showsResults() {
        return true;
    }

    private static <T extends @Nullable Object> T settling(Permit permit, Call<T, Exception> operation)
            throws Exception {
        T result;
        try {
            result = operation.call();
        } catch (Throwable thrown) {
            permit.threw(thrown);
            throw thrown;
        }
        permit.returned(result);
        return result;
    }
}
