// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.readme;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.Call;
import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.ManualRandom;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.testkit.ScriptedOperation;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// region testing
class TestingYourCodeTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight(); // fails a test that forgets a permit or a future

    final ManualTicker ticker = new ManualTicker();
    final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "prices",
            c -> c.tripWhen(TripRule.consecutiveFailures(3)).ticker(ticker).random(new ManualRandom())));

    @Test
    void failsFastWhileTheServiceIsDownAndComesBackWithIt() throws Exception {
        var service = ScriptedOperation.<String>throwing(new IOException("down"))
                .times(3)
                .thenReturning("4.20");
        var shop = new Shop(breaker, service); // your code, with the breaker that it is given
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(shop::price).hasMessage("down");
        }
        assertThat(breaker).isOpen().hasConsecutiveOpenings(1).hasFailures(3);
        assertRejected(shop::price).hasMessageContaining("3 failures in a row");
        assertThat(service.calls()).isEqualTo(3); // the fourth call did not reach it

        ticker.advance(Duration.ofSeconds(5));
        for (int probe = 0; probe < 3; probe++) {
            assertThat(shop.price()).isEqualTo("4.20");
        }
        assertThat(breaker).isClosed().hasNothingInFlight();
    }
}
// endregion

/** Somebody's code. */
record Shop(CircuitBreaker breaker, Call<String, ? extends Exception> service) {
    String price() throws Exception {
        return breaker.call(service);
    }
}
