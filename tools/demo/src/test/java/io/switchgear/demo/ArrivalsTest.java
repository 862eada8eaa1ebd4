// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(first(100, new Arrivals(40, 7))).isEqualTo(first(100, new Arrivals(40, 7)));
        assertThat(first(100, new Arrivals(40, 7))).isNotEqualTo(first(100, new Arrivals(40, 8)));
    }

    @Test
    void shouldKeepTheRateOnAverage() {
        List<Long> due = first(4_000, new Arrivals(40, 1));

        assertThat(due.get(3_999)).isCloseTo(Duration.ofSeconds(100).toNanos(), Percentage.withPercentage(2));
    }

    @Test
    void shouldBeIrregularButNeverFarApart() {
        List<Long> due = first(1_000, new Arrivals(40, 1));

        List<Long> gaps = Stream.iterate(1, i -> i + 1)
                .limit(999)
                .map(i -> due.get(i) - due.get(i - 1))
                .toList();
        assertThat(gaps)
                .allSatisfy(gap ->
                        assertThat(Duration.ofNanos(gap)).isBetween(Duration.ofMillis(12), Duration.ofMillis(38)))
                .doesNotHaveDuplicates();
    }

    private static List<Long> first(int count, Arrivals arrivals) {
        return Stream.generate(arrivals::nextNanos).limit(count).toList();
    }
}
