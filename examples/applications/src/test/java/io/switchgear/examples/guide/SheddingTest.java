// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Shedding;
import io.switchgear.testkit.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippet of the guide's page on rejecting a share, and the rejection that it shows. */
class SheddingTest {
    @Test
    void shouldBuildABreakerThatSheds() {
        // region shedding
        CircuitBreaker prices = CircuitBreaker.of("prices", c -> c.shedding(Shedding.excess()));
        // endregion
        assertThat(prices.config().shedding()).isEqualTo(Shedding.excess());
    }

    @Test
    void shouldSayHowMuchItShedsAndWhy() {
        ManualTicker ticker = new ManualTicker();
        CircuitBreaker prices =
                CircuitBreaker.of("prices", c -> c.shedding(Shedding.excess()).ticker(ticker));
        succeed(prices, 2);
        fail(prices, 8);
        assertThat(prices.state()).isEqualTo(State.SHEDDING);
        succeed(prices, 1);
        ticker.advance(Duration.ofSeconds(1));

        Throwable rejection = catchThrowable(() -> prices.call(() -> "not this call's turn"));

        assertThat(rejection)
                .hasMessage(
                        "prices has been SHEDDING for 1 s: 60 % of the calls are rejected, 0 of 1 failed in 5 s; reason for"
                                + " shedding: failure rate 80 % (8 of 10 calls in 10 s) >= 50 %, last: java.io.IOException: down;"
                                + " the next call may pass");
    }

    private static void succeed(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.attempt(() -> "fine");
        }
    }

    private static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.attempt(() -> {
                throw new IOException("down");
            });
        }
    }
}
