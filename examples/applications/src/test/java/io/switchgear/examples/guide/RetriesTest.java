// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.ScriptedOperation;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The guide's page about retries. */
class RetriesTest {

    // region retry
    /** Outside the breaker, so that each try is a call of its own; a rejection is not tried again. */
    static <T> T withOneRetry(Call<T, Exception> guarded) throws Exception {
        try {
            return guarded.call();
        } catch (CallNotPermittedException rejected) {
            throw rejected;
        } catch (IOException mayPass) {
            return guarded.call();
        }
    }
    // endregion

    @Test
    void shouldCountEachTryAndNotRetryARejection() throws Exception {
        CircuitBreaker breaker = CircuitBreaker.of("search", c -> c.tripWhen(TripRule.consecutiveFailures(3)));
        var service = ScriptedOperation.<String>throwing(new IOException("reset"))
                .thenReturning("page")
                .thenThrowing(new IOException("down"));
        // region around
        String page = withOneRetry(() -> breaker.call(service::call));
        // endregion
        assertThat(page).isEqualTo("page");
        assertThat(breaker.snapshot().totals().admitted()).isEqualTo(2);

        breaker.open(Duration.ofMinutes(1), "down");
        assertThatThrownBy(() -> withOneRetry(() -> breaker.call(service::call)))
                .isInstanceOf(CallNotPermittedException.class);
        assertThat(service.calls()).isEqualTo(2);
        assertThat(breaker.snapshot().totals().rejected().values().stream()
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(1);
    }
}
