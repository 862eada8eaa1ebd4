// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.path.Keyed;
import io.switchgear.benchmarks.path.RejectedThrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures in earnest, in JVMs of its own, but only for a moment. */
class RoundsTest {
    private static final Pace MOMENT = new Pace(1, 3, 3, Duration.ofMillis(20), Duration.ZERO);

    private static final Case TWO_READS = Case.of(ClosedSuccess.class, Contender.TWO_CLOCK_READS);
    private static final Case BARE = TWO_READS.by(Contender.BARE_CALL);
    private static final Case THROWN = Case.of(RejectedThrown.class, Contender.R4J);

    @Test
    void shouldMeasureTimeAndBytesInAJvmForEach() throws Exception {
        List<String> said = new ArrayList<>();

        Results results = new Rounds(MOMENT, said::add).run(List.of(TWO_READS, BARE, THROWN));

        assertThat(results.rounds()).isEqualTo(1);
        assertThat(results.ratio(TWO_READS, BARE, Cost.PROCESSOR).median()).isGreaterThan(2);
        assertThat(results.bytes(BARE).median()).isLessThan(1);
        assertThat(results.bytes(THROWN).median()).isGreaterThan(500); // a stack trace
        assertThat(results.samples())
                .allSatisfy(sample -> assertThat(sample.iterations()).hasSize(3));
        assertThat(said).singleElement().asString().startsWith("round 1 of at most 1: 3 JVMs in ");
    }

    @Test
    void shouldSayWhatCouldNotBeMeasured() {
        Case wrong = Case.of(Keyed.class, Contender.SENTINEL);

        assertThatThrownBy(() -> new Rounds(MOMENT, line -> {}).run(List.of(wrong)))
                .hasMessageContaining("Keyed SENTINEL")
                .hasMessageContaining("SENTINEL has no keys");
    }
}
