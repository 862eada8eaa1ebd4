package io.switchgear.jdbc;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The calls of one data source through its breaker. Thread-safe. */
record GuardedCalls(CircuitBreaker breaker) {
    <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> call) throws X, SqlCallNotPermittedException {
        return acquire().call(call);
    }

    /** A call that asks for something new; its exception is ignored if the application has cancelled the call. */
    <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> call, Predicate<Throwable> isCancelled)
            throws X, SqlCallNotPermittedException {
        Permit permit = acquire();
        return permit.call(() -> {
            try {
                return call.call();
            } catch (Throwable thrown) {
                if (isCancelled.test(thrown)) {
                    permit.ignore(); // before the exception settles it
                }
                throw thrown;
            }
        });
    }

    /** A call that always gets through; only its failures count. */
    <T extends @Nullable Object, X extends Throwable> T watch(Call<T, X> call) throws X {
        try {
            return call.call();
        } catch (Throwable thrown) {
            breaker.recordFailure(thrown);
            throw thrown;
        }
    }

    private Permit acquire() throws SqlCallNotPermittedException {
        try {
            return breaker.acquire();
        } catch (CallNotPermittedException rejection) {
            throw new SqlCallNotPermittedException(rejection);
        }
    }
}
