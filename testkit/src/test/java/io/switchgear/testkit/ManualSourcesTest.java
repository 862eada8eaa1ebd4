// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chance and the wall clock in the test's hand. */
@Tag("C80")
class ManualSourcesTest {
    private final ManualRandom random = new ManualRandom();

    @Test
    void shouldGiveZeroAtFirstAndThenWhatWasSetTheLastAgainAndAgain() {
        assertThat(random.nextDouble()).isZero();
        random.set(0.25, 0.1, Math.nextDown(1));
        assertThat(random.nextDouble()).isEqualTo(0.25);
        assertThat(random.nextDouble()).isEqualTo(0.1);
        assertThat(random.nextDouble()).isEqualTo(Math.nextDown(1));
        assertThat(random.nextDouble()).isEqualTo(Math.nextDown(1));
        random.set(0.5);
        assertThat(random.nextDouble()).isEqualTo(0.5);
    }

    @Test
    void shouldDeriveOtherNumbersFromTheSame() {
        assertThat(random.nextLong()).isZero();
        random.set(0.25);
        assertThat(random.nextFloat()).isEqualTo(0.25f);
        assertThat(random.nextDouble(10, 20)).isEqualTo(12.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseWhatIsNoRandomNumber(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> random.set(0.5, number))
                .withMessageContaining("set(" + number + ")");
        assertThatIllegalArgumentException().isThrownBy(random::set).withMessageContaining("at least one");
        assertThat(random.nextDouble()).isZero();
    }

    @Test
    void shouldRunWithTheTickerAndStepWhenSet() {
        ManualTicker ticker = new ManualTicker(Long.MAX_VALUE);
        ManualInstantSource wall = new ManualInstantSource(ticker);
        assertThat(wall.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        ticker.advance(Duration.ofMinutes(2));
        assertThat(wall.instant()).isEqualTo(ManualInstantSource.START.plusSeconds(120));

        wall.set(ManualInstantSource.START.minusSeconds(5));
        assertThat(wall.instant()).isEqualTo(ManualInstantSource.START.minusSeconds(5));
        ticker.advance(Duration.ofSeconds(10));
        assertThat(wall.instant()).isEqualTo(ManualInstantSource.START.plusSeconds(5));
    }
}
