// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C80")
class ManualTickerTest {

    @Test
    void standsStillUntilItIsToldToGoOn() {
        ManualTicker ticker = new ManualTicker(7);
        assertThat(ticker.nanos()).isEqualTo(7);
        ticker.advance(Duration.ofMillis(2));
        assertThat(ticker.nanos()).isEqualTo(2_000_007);
    }

    @Test
    void overflowsLikeTheSystemsClockMay() {
        ManualTicker ticker = new ManualTicker(Long.MAX_VALUE);
        ticker.advance(Duration.ofNanos(1));
        assertThat(ticker.nanos()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void refusesToRunBackwards() {
        ManualTicker ticker = new ManualTicker();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ticker.advance(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
        assertThat(ticker.nanos()).isZero();
    }
}
