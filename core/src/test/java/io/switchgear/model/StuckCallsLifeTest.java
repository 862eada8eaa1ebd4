// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stuck calls mean over the phases of a breaker, for many threads, and which limits there can be. */
@Tag("C11")
class StuckCallsLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final Rig rig = new Rig(config -> config.tripWhen(TripRule.stuckCalls(3, LIMIT)));

    @Test
    @Tag("C1")
    void shouldNotCountCallsOfAnEarlierPhase() {
        List<Permit> hung = rig.acquire(3);
        rig.advance(LIMIT.multipliedBy(2));
        rig.rejected(WayIn.CALL);
        rig.advance(Rig.WAIT);
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);

        rig.advance(LIMIT.multipliedBy(2));
        rig.breaker.acquire().success();
        assertThat(rig.breaker.snapshot().metrics().stuckCalls()).isZero();
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(3);
        hung.forEach(Permit::failure);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(3);
    }

    @Test
    void shouldForgetThemAtAReset() {
        rig.acquire(3);
        rig.advance(LIMIT.multipliedBy(2));
        rig.breaker.reset("the threads were killed");
        rig.breaker.acquire().success();
        rig.advance(LIMIT.multipliedBy(2));
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldOpenAgainForOthersThatHang() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            rig.acquire(3);
            rig.advance(LIMIT.multipliedBy(2));
            rig.rejected(WayIn.CALL);
            rig.advance(Rig.WAIT);
            rig.breaker.acquire().success();
            assertThat(rig.changes).hasSize(3 * attempt);
            rig.advance(Rig.WAIT);
        }
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(9);
    }

    @Test
    @Tag("C33")
    void shouldOpenAgainWhenCallsHangDuringARamp() {
        Rig ramped = new Rig(
                config -> config.tripWhen(TripRule.anyOf(TripRule.stuckCalls(3, LIMIT), TripRule.failureCount(1)))
                        .ramp(Ramp.over(Duration.ofHours(1)).from(1)));
        ramped.tripAndWait();
        ramped.breaker.acquire().success();
        ramped.acquire(3);
        ramped.advance(LIMIT.multipliedBy(2));
        assertThat(ramped.rejected(WayIn.CALL).reason()).isEqualTo(RejectionReason.OPEN);
        assertThat(ramped.breaker.snapshot().consecutiveOpenings())
                .as("a trip in the ramp repeats the last opening")
                .isEqualTo(1);
    }

    @Test
    @Tag("C12")
    void shouldCountTheHungCallsOfManyThreadsExactlyAndOpenOnce() throws Exception {
        int threads = 8;
        int calls = 500;
        Rig busy = new Rig(config -> config.tripWhen(TripRule.stuckCalls(threads * calls / 2, LIMIT)));
        Threads.run(IntStream.range(0, threads).boxed().toList(), thread -> {
            for (int i = 0; i < calls; i++) {
                Permit permit = busy.breaker.acquire();
                if (i % 2 == 0) {
                    permit.success();
                }
                busy.advance(Duration.ofNanos(1_000));
            }
            return null;
        });
        busy.advance(LIMIT.plus(LIMIT.dividedBy(10)));
        Threads.run(IntStream.range(0, threads).boxed().toList(), thread -> {
            // One of them looks; others may be let in while it does.
            busy.breaker.tryAcquire().ifPresent(Permit::success);
            return null;
        });
        assertThat(busy.breaker.tryAcquire()).isEmpty();
        assertThat(busy.changes)
                .singleElement()
                .satisfies(change -> assertThat(change.metrics().stuckCalls()).isEqualTo(threads * calls / 2));
    }

    @Test
    void shouldCountNothingAsStuckThatManyThreadsBringBack() throws Exception {
        Rig busy = new Rig(config -> config.tripWhen(TripRule.stuckCalls(1, Duration.ofNanos(100))));
        Threads.run(IntStream.range(0, 8).boxed().toList(), thread -> {
            for (int i = 0; i < 5_000; i++) {
                busy.breaker.acquire().success();
            }
            return null;
        });
        busy.advance(LIMIT);
        assertThat(busy.breaker.snapshot().metrics().stuckCalls()).isZero();
        busy.breaker.acquire().success();
        assertThat(busy.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldTakeTheShortestAndTheLongestLimit() {
        for (Duration limit : List.of(Duration.ofNanos(1), Duration.ofNanos(15), Duration.ofDays(36_500))) {
            Rig each = new Rig(Long.MAX_VALUE - 20, config -> config.tripWhen(TripRule.stuckCalls(1, limit)));
            each.breaker.acquire();
            each.breaker.acquire().success();
            each.advance(limit);
            each.breaker.acquire().success();
            assertThat(each.breaker.state()).as("at %s", limit).isEqualTo(State.CLOSED);
            each.advance(limit.dividedBy(5).plusNanos(2));
            assertThat(each.breaker.tryAcquire()).as("after %s", limit).isEmpty();
        }
    }

    @Test
    @Tag("C60")
    void shouldRefuseRulesThatMakeNoSense() {
        assertWrong(TripRule.stuckCalls(0, LIMIT), "tripWhen: stuckCalls(0) must be at least 1");
        assertWrong(TripRule.stuckCalls(-1, LIMIT), "tripWhen: stuckCalls(-1) must be at least 1");
        assertWrong(TripRule.stuckCalls(1_000_001, LIMIT), "at most 1000000");
        assertWrong(TripRule.stuckCalls(1, null), "stuckCalls: limit(null) must not be null");
        assertWrong(TripRule.stuckCalls(1, Duration.ZERO), "stuckCalls: limit(PT0S) must be more than zero");
        assertWrong(TripRule.stuckCalls(1, LIMIT.negated()), "stuckCalls: limit(PT-10S) must be more than zero");
        assertWrong(TripRule.stuckCalls(1, Duration.ofDays(36_501)), "at most 36500 days");
    }

    @Test
    @Tag("C60")
    void shouldTakeOneLimitOnly() {
        assertWrong(
                TripRule.anyOf(
                        TripRule.stuckCalls(3, LIMIT),
                        TripRule.allOf(TripRule.failureCount(1), TripRule.stuckCalls(1, LIMIT.plusNanos(1)))),
                "tripWhen: anyOf[1]: allOf[1]: stuckCalls: limit(PT10.000000001S) must be the same");
        Rig same = new Rig(config -> config.tripWhen(TripRule.anyOf(
                TripRule.stuckCalls(3, LIMIT),
                TripRule.allOf(TripRule.failureCount(1), TripRule.stuckCalls(1, LIMIT)))));
        assertThat(same.breaker.state()).isEqualTo(State.CLOSED);
    }

    private static void assertWrong(TripRule rule, String message) {
        assertThatThrownBy(() -> CircuitBreaker.of("wrong", config -> config.tripWhen(rule)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
