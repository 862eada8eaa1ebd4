package io.switchgear.jdbc;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.State;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the calls of one data source through its breaker. Thread-safe. */
final class Guard {
    final CircuitBreaker breaker;

    Guard(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> call) throws X, SqlCallNotPermittedException {
        return call(call, thrown -> false);
    }

    /** A call that asks for something new; what it throws when its caller has cancelled it says nothing. */
    <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> call, Predicate<Throwable> isCancelled)
            throws X, SqlCallNotPermittedException {
        Permit permit = acquire();
        T result;
        try {
            result = call.call();
        } catch (Throwable thrown) {
            if (isCancelled.test(thrown)) {
                permit.ignore();
            } else {
                permit.threw(thrown);
            }
            throw thrown;
        }
        permit.returned(result);
        return result;
    }

    /** A call that always gets through, and counts when it breaks. */
    <T extends @Nullable Object, X extends Throwable> T watch(Call<T, X> call) throws X {
        try {
            return call.call();
        } catch (Throwable thrown) {
            count(thrown);
            throw thrown;
        }
    }

    /** Only where calls are counted anyway: it must not take a probe's place, nor look like a rejected call. */
    private void count(Throwable thrown) {
        State state = breaker.state();
        if (state == State.CLOSED || state == State.METRICS_ONLY) {
            breaker.tryAcquire().ifPresent(permit -> permit.threw(thrown));
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
