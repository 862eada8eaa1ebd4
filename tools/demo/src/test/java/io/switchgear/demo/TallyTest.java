// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.demo.Ending.Result;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void shouldBeEmptyBeforeTheFirstCall() {
        Figures figures = tally.all();

        assertThat(figures.calls()).isZero();
        assertThat(figures.p50()).isEmpty();
        assertThat(figures.p99()).isEmpty();
        assertThat(figures.lostWaiting()).isZero();
    }

    @Test
    void shouldCountResultsApart() {
        call(Result.OK, 1);
        call(Result.OK, 1);
        call(Result.FAILED, 1);
        call(Result.REJECTED, 1);
        tally.began();

        Figures figures = tally.all();
        assertThat(figures.ok()).isEqualTo(2);
        assertThat(figures.failed()).isEqualTo(1);
        assertThat(figures.rejected()).isEqualTo(1);
        assertThat(figures.waiting()).isEqualTo(1);
        assertThat(figures.calls()).isEqualTo(5);
    }

    @Test
    void shouldGiveMedianAndNinetyNinthPercentile() {
        for (int millis = 1; millis <= 100; millis++) {
            call(Result.OK, millis);
        }

        assertThat(tally.all().p50().orElseThrow()).isCloseTo(Duration.ofMillis(50), Duration.ofMillis(1));
        assertThat(tally.all().p99().orElseThrow()).isCloseTo(Duration.ofMillis(99), Duration.ofMillis(1));
    }

    @Test
    void shouldAddUpTheWaitingForFailuresAndRejectionsOnly() {
        call(Result.OK, 1_000);
        call(Result.FAILED, 300);
        call(Result.REJECTED, 20);

        assertThat(tally.all().lostWaiting()).isEqualTo(Duration.ofMillis(320));
    }

    @Test
    void shouldGiveEachCallOnceToTheSeconds() {
        call(Result.OK, 1);
        call(Result.OK, 1);

        assertThat(tally.takeLatest().ok()).isEqualTo(2);

        call(Result.FAILED, 7_000);

        Figures latest = tally.takeLatest();
        assertThat(latest.ok()).isZero();
        assertThat(latest.failed()).isEqualTo(1);
        assertThat(latest.p50().orElseThrow()).isCloseTo(Duration.ofSeconds(7), Duration.ofMillis(10));
        assertThat(tally.takeLatest().calls()).isZero();
        assertThat(tally.all().calls()).isEqualTo(3);
    }

    @Test
    void shouldCountNotesByResult() {
        noted(Ending.OK, "new");
        noted(Ending.OK, "new");
        noted(Ending.OK, "old");
        noted(Ending.FAILED, "old");
        noted(Ending.FAILED, "");

        assertThat(tally.all().notes())
                .isEqualTo(Map.of(Result.OK, Map.of("new", 2L, "old", 1L), Result.FAILED, Map.of("old", 1L)));
        assertThat(tally.all().failed()).isEqualTo(2);
    }

    private void noted(Ending ending, String note) {
        tally.began();
        tally.ended(ending.noting(note), 1);
    }

    private void call(Result result, long millis) {
        tally.began();
        tally.ended(new Ending(result, "", null), TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
