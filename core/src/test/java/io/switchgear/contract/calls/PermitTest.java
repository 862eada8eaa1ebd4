// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.Totals;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A permit settles once, by whichever of its methods comes first. */
@Tag("C8")
class PermitTest {
    private static final Map<String, Predicate<Permit>> SETTLING = new LinkedHashMap<>();

    static {
        SETTLING.put("returned", permit -> permit.returned("fine"));
        SETTLING.put("threw", permit -> permit.threw(new IOException()));
        SETTLING.put("success", Permit::success);
        SETTLING.put("failure", Permit::failure);
        SETTLING.put("ignore", Permit::ignore);
    }

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = breaker(Classifier.defaults());

    @Test
    void shouldSayWhetherAMethodWasTheFirst() {
        SETTLING.forEach((firstName, first) -> SETTLING.forEach((secondName, second) -> {
            Permit permit = breaker.acquire();
            assertThat(first.test(permit)).as(firstName).isTrue();
            Totals before = breaker.snapshot().totals();
            assertThat(second.test(permit))
                    .as(firstName + " then " + secondName)
                    .isFalse();
            permit.close();
            permit.close();
            assertThat(breaker.snapshot().totals())
                    .as(firstName + " counts alone")
                    .isEqualTo(before);
        }));
        Totals totals = breaker.snapshot().totals();
        assertThat(List.of(totals.admitted(), totals.successes(), totals.failures(), totals.ignored()))
                .containsExactly(25L, 10L, 10L, 5L);
        assertThat(totals.inFlight()).isZero();
    }

    @Test
    void shouldBeGivenUpWhenClosedUnsettled() {
        Permit permit = breaker.acquire();
        assertThat(breaker.snapshot().inFlight()).isEqualTo(1);

        permit.close();

        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(breaker.snapshot().inFlight()).isZero();
        SETTLING.forEach(
                (name, settling) -> assertThat(settling.test(permit)).as(name).isFalse());
        permit.close();
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(breaker.snapshot().totals().failures()).isZero();
    }

    @Test
    @Tag("C13")
    void shouldBeAbandonedWhenClosedUnsettledAfterLong() {
        Permit permit = breaker.acquire();
        ticker.advance(Duration.ofSeconds(1).plusNanos(1));
        permit.close();
        Snapshot after = breaker.snapshot();
        assertThat(after.totals().ignored() + after.totals().failures()).isZero();
        assertThat(after.metrics().consecutiveFailures()).isEqualTo(1);
        assertThat(after.metrics().lastFailure().orElseThrow().description()).isEqualTo("given up after 1 s");
    }

    @Test
    void shouldNotTellAFailureFromLostInterestWhenAnExceptionLeavesTheTryBlock() {
        IOException thrown = new IOException();

        assertThatThrownBy(() -> {
                    try (Permit permit = breaker.acquire()) {
                        permit.returned(failing(thrown));
                    }
                })
                .isSameAs(thrown);
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);

        assertThatThrownBy(() -> {
                    try (Permit permit = breaker.acquire()) {
                        permit.call(() -> failing(thrown));
                    }
                })
                .isSameAs(thrown);
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
    }

    @Test
    void shouldClassifyWhatReturnedAndThrewAreGiven() {
        CircuitBreaker picky = breaker(Classifier.defaults()
                .failOnResult("bad"::equals)
                .ignore(IOException.class)
                .ignoreResult("odd"::equals));

        picky.acquire().returned("bad");
        picky.acquire().returned("odd");
        picky.acquire().returned(null);
        picky.acquire().threw(new IOException());
        picky.acquire().threw(new IllegalStateException());
        picky.acquire().threw(new CancellationException());

        Totals totals = picky.snapshot().totals();
        assertThat(totals.successes()).isEqualTo(1);
        assertThat(totals.failures()).isEqualTo(2);
        assertThat(totals.ignored()).isEqualTo(3);
    }

    @Test
    void shouldNotAskTheClassifierForRawOutcomes() {
        AtomicInteger asked = new AtomicInteger();
        CircuitBreaker raw = breaker((result, thrown) -> {
            asked.incrementAndGet();
            throw new IllegalStateException("not to be asked");
        });

        raw.acquire().success();
        raw.acquire().failure();
        raw.acquire().ignore();
        raw.acquire().close();

        Totals totals = raw.snapshot().totals();
        assertThat(List.of(totals.successes(), totals.failures(), totals.ignored()))
                .containsExactly(1L, 1L, 2L);
        assertThat(asked).hasValue(0);
    }

    @Test
    void shouldStayUnsettledWhenGivenNoException() {
        Permit permit = breaker.acquire();

        assertThatNullPointerException().isThrownBy(() -> permit.threw(null));

        assertThat(breaker.snapshot().inFlight()).isEqualTo(1);
        assertThat(permit.success()).isTrue();
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldGiveNoPermitWhileOpen() {
        CircuitBreaker open = CircuitBreaker.of("open", c -> c.ticker(ticker).tripWhen(TripRule.failureCount(1)));
        assertThat(open.tryAcquire()).hasValueSatisfying(Permit::failure);

        assertThat(open.tryAcquire()).isEmpty();
        assertThatThrownBy(open::acquire).isInstanceOf(CallNotPermittedException.class);
        assertThat(open.snapshot().totals().admitted()).isEqualTo(1);
        assertThat(open.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldSettleOnceWhenThreadsRace() throws Exception {
        int rounds = 10_000;
        Permit[] permits = new Permit[rounds];
        Arrays.setAll(permits, i -> breaker.acquire());
        AtomicInteger firsts = new AtomicInteger();
        Threads.race(rounds, (racer, round) -> {
            boolean first = permits[round].success();
            return () -> firsts.addAndGet(first ? 1 : 0);
        });

        assertThat(firsts).hasValue(rounds);
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(rounds);
        assertThat(breaker.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldBeTakenFromTheMomentInWhichItsResultIsJudged() throws Exception {
        CountDownLatch judging = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        Permit permit = breaker((result, thrown) -> {
                    judging.countDown();
                    try {
                        others.await();
                    } catch (InterruptedException interrupted) {
                        throw new AssertionError(interrupted);
                    }
                    return Outcome.SUCCESS;
                })
                .acquire();
        Threads.run(List.of(true, false), first -> {
            if (first) {
                return assertThat(permit.returned("slow to judge")).isTrue();
            }
            judging.await();
            SETTLING.forEach((name, settling) ->
                    assertThat(settling.test(permit)).as(name).isFalse());
            permit.close();
            others.countDown();
            return null;
        });
        assertThat(permit.ignore()).isFalse();
    }

    @Test
    void shouldSettleOnAnyThread() throws Exception {
        Permit permit = breaker.acquire();

        Threads.run(List.of(permit), taken -> assertThat(taken.success()).isTrue());

        assertThat(breaker.snapshot().totals().successes()).isEqualTo(1);
        assertThat(permit.failure()).isFalse();
    }

    private static String failing(IOException thrown) throws IOException {
        throw thrown;
    }

    private CircuitBreaker breaker(Classifier classifier) {
        return CircuitBreaker.of(
                "permits",
                c -> c.ticker(ticker).classify(classifier).tripWhen(TripRule.when("never", metrics -> false)));
    }
}
