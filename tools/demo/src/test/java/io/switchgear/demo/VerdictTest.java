// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Outage UNSEEN = Outage.of(ServiceMode.HANGING, Duration.ofSeconds(1));
    private static final Outage SEEN = UNSEEN.breakerOpenedAt(Duration.ofSeconds(2));

    @Test
    void shouldBeGoodWhenItOpenedInEachFaultAndIsClosedAtTheEnd() {
        Verdict verdict = Verdict.of(List.of(SEEN, SEEN), State.CLOSED, OptionalDouble.empty(), false);

        assertThat(verdict.good()).isTrue();
        assertThat(verdict.exitCode()).isZero();
        assertThat(verdict.text()).contains("as expected", "each of the 2 faults", "closed at the end");
    }

    @Test
    void shouldNameTheFaultThatTheBreakerDidNotSee() {
        Verdict verdict = Verdict.of(List.of(SEEN, UNSEEN), State.CLOSED, OptionalDouble.empty(), false);

        assertThat(verdict.good()).isFalse();
        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.text()).contains("not as expected", "did not open in the fault \"hangs\"");
    }

    @Test
    void shouldTellWhenItIsNotClosedAtTheEnd() {
        Verdict verdict = Verdict.of(List.of(SEEN), State.HALF_OPEN, OptionalDouble.empty(), false);

        assertThat(verdict.good()).isFalse();
        assertThat(verdict.text()).contains("the breaker is HALF_OPEN at the end");
    }

    @Test
    void shouldTellThatItIsStillRampingUp() {
        Verdict verdict = Verdict.of(List.of(SEEN), State.HALF_OPEN, OptionalDouble.of(0.84), false);

        assertThat(verdict.good()).isFalse();
        assertThat(verdict.text()).contains("still ramping up at the end, 84 % of the calls pass");
    }

    @Test
    void shouldSayWhetherTheBreakerShed() {
        assertThat(Verdict.of(List.of(SEEN), State.CLOSED, OptionalDouble.empty(), true)
                        .text())
                .contains("the breaker shed in each of the 1 faults");
        assertThat(Verdict.of(List.of(UNSEEN), State.SHEDDING, OptionalDouble.empty(), true)
                        .text())
                .contains("did not shed in the fault \"hangs\"", "the breaker is SHEDDING at the end");
    }
}
