// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.testkit.ManualRandom;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.ScriptedOperation;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide's page about the three states. */
class StatesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> log = new ArrayList<>();

    @Test
    void shouldGoThroughTheThreeStates() throws Exception {
        // region states
        var service = ScriptedOperation.<String>throwing(new IOException("down"))
                .times(5)
                .thenReturning("up again");
        CircuitBreaker breaker = CircuitBreaker.of(
                "prices",
                c -> c.tripWhen(TripRule.consecutiveFailures(5)).ticker(ticker).random(new ManualRandom()));
        breaker.onStateChange(change -> log.add(change.toString()));

        for (int i = 0; i < 5; i++) {
            breaker.attempt(service::call); // CLOSED: these five reach the service, and fail
        }
        assertThatThrownBy(() -> breaker.call(service::call)) // OPEN: this one does not reach it
                .isInstanceOf(CallNotPermittedException.class);
        assertThat(service.calls()).isEqualTo(5);

        ticker.advance(Duration.ofSeconds(5)); // in production it is time that passes
        for (int i = 0; i < 2; i++) {
            breaker.call(service::call); // HALF_OPEN: two of three probes succeed, which is enough
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        // endregion
        assertThat(log)
                .containsExactly(
                        "prices CLOSED -> OPEN: 5 failures in a row >= 5; next probe in 5 s",
                        "prices OPEN -> HALF_OPEN: the wait of 5 s is over",
                        "prices HALF_OPEN -> CLOSED: 2 of 3 probes succeeded");
    }
}
