// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.contract.events.ListenerTest;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gate meets many threads, itself, and a question without an answer. */
@Tag("C36")
class ProbeGateRaceTest {
    private static final int CALLERS = 8;

    @ParameterizedTest
    @EnumSource
    void shouldAskOneAtATimeAndLoseNoCall(WayIn way) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        AtomicLong questions = new AtomicLong();
        Rig rig = new Rig(config -> config.halfOpen(HalfOpen.probes(2).probeTimeout(Rig.LEASE))
                .probesWhen((breaker, overdue) -> {
                    together.addAndGet(inside.getAndIncrement());
                    long question = questions.incrementAndGet();
                    inside.decrementAndGet();
                    return question % 3 == 0 ? Duration.ZERO : Duration.ofMillis(question % 5);
                }));
        AtomicInteger admitted = new AtomicInteger();
        int calls = 400;
        Threads.run(IntStream.range(0, CALLERS).boxed().toList(), caller -> {
            Script script = new Script(way, rig.breaker, rig.ticker);
            for (int call = 0; call < calls; call++) {
                admitted.addAndGet(script.isAdmitted((call + caller) % 3 == 0 ? 'F' : 'S') ? 1 : 0);
                rig.advance(Duration.ofMillis(1 + call % 40));
            }
            return null;
        });
        Totals totals = rig.breaker.snapshot().totals();
        assertThat(together).as("questions at the same time").hasValue(0);
        assertThat(totals.admitted()).isEqualTo(admitted.get());
        assertThat(totals.inFlight()).isZero();
        assertThat(totals.rejected().get(RejectionReason.OPEN)).isPositive();
        assertThat(questions).hasPositiveValue();
        assertThat(rig.breaker.snapshot().userCodeFailures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectTheOthersWhileOneAsksAndWaitForNobody(WayIn way) throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Rig rig = new Rig(config -> config.probesWhen((breaker, overdue) -> {
            isAsked.countDown();
            ListenerTest.await(mayAnswer);
            return Duration.ZERO;
        }));
        rig.tripAndWait();
        CompletableFuture<Void> asks = CompletableFuture.runAsync(() -> rig.call(way, Outcome.SUCCESS));
        ListenerTest.await(isAsked);
        assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.OPEN);
        mayAnswer.countDown();
        asks.get(10, TimeUnit.SECONDS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeThoughAGateNeverAnswers(WayIn way) throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Rig rig = new Rig(config -> config.probesWhen((breaker, overdue) -> {
            isAsked.countDown();
            ListenerTest.await(never);
            return Duration.ofSeconds(1);
        }));
        rig.tripAndWait();
        CompletableFuture<Void> hangs =
                CompletableFuture.runAsync(() -> rig.breaker.attempt(() -> "comes late, and is a call like others"));
        ListenerTest.await(isAsked);
        rig.advance(Rig.LEASE);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        never.countDown();
        hangs.get(10, TimeUnit.SECONDS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectWhatTheGateItselfCalls(WayIn way) {
        Rig[] self = new Rig[1];
        List<RejectionReason> nested = new ArrayList<>();
        Rig rig = new Rig(config -> config.probesWhen((breaker, overdue) -> {
            nested.add(self[0].rejected(way).reason());
            return Duration.ZERO;
        }));
        self[0] = rig;
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        assertThat(nested).containsExactly(RejectionReason.OPEN);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().userCodeFailures()).isZero();
    }

    @Test
    void shouldGoWhereTheGateItselfMovesTheBreaker() {
        CircuitBreaker[] self = new CircuitBreaker[1];
        ProbeGate moves = (breaker, overdue) -> {
            self[0].forceOpen("the gate knows better");
            return Duration.ZERO;
        };
        Rig rig = new Rig(config -> config.probesWhen(moves));
        self[0] = rig.breaker;
        rig.tripAndWait();
        assertThat(rig.rejected(WayIn.CALL).reason()).isEqualTo(RejectionReason.FORCED_OPEN);
        assertThat(rig.path()).containsExactly(State.OPEN, State.FORCED_OPEN);
    }
}
