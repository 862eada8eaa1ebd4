// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReclosedTest {
    private static Reclosed after(long nanos) {
        return new Reclosed("prices", false, nanos, 1_000_000_000, 2_000_000_000, 1, 300_000_000, 40_000_000);
    }

    @Test
    void shouldAllowTheWaitsTheProbesAndWhatTheMachineTook() {
        assertThat(after(3_340_000_000L).isInTime()).isTrue();
        assertThat(after(3_340_000_001L).isInTime()).isFalse();
    }

    @Test
    void shouldTellAllFigures() {
        assertThat(after(5_000_000_000L))
                .hasToString(
                        "prices: not closed 5.000 s after the service recovered; at most 1.000 s of waits, 2.000 s for"
                                + " probes and ramp (1 openings since), 0.300 s in which nobody asked and 0.040 s for which the"
                                + " machine was late");
    }
}
