// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.State;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which breakers have meters: those that are in the registry, for as long as they are. */
class CircuitBreakerMetricsTest {
    private final Rig rig = new Rig();
    private final SimpleMeterRegistry meters = rig.registry;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
    private final CircuitBreakerMetrics metrics = CircuitBreakerMetrics.of(breakers);

    private static Set<String> names(MeterRegistry meters) {
        return meters.getMeters().stream()
                .map(meter -> Objects.requireNonNull(meter.getId().getTag("name")))
                .collect(Collectors.toSet());
    }

    @Test
    void shouldShowTheBreakersThatAreThereAndThoseThatCome() {
        breakers.get("present");
        metrics.bindTo(meters);
        assertThat(names(meters)).containsExactly("present");
        breakers.get("coming");
        assertThat(names(meters)).containsExactlyInAnyOrder("present", "coming");
    }

    @Test
    void shouldRemoveAllMetersOfABreakerThatLeaves() {
        metrics.withDurations().bindTo(meters);
        CircuitBreaker leaving = breakers.get("leaving");
        breakers.get("staying");
        leaving.acquire().failure();
        leaving.forceOpen("a transition that is not there from the start");
        breakers.remove("leaving");
        assertThat(names(meters)).containsExactly("staying");

        leaving.reset("goes on, unseen");
        leaving.acquire().failure();
        assertThat(names(meters)).containsExactly("staying");
    }

    @Test
    void shouldShowTheBreakerThatTookThePlaceOfAnother() {
        metrics.bindTo(meters);
        breakers.get("search").forceOpen("the old one");
        breakers.remove("search");
        breakers.get("search").acquire().success();
        assertThat(rig.value("switchgear.state", "state", "forced_open")).isZero();
        assertThat(rig.value("switchgear.calls", "outcome", "success")).isEqualTo(1);
        assertThat(rig.transitions("closed", "open")).isZero();
    }

    @Test
    void shouldShowTheNewBreakerAlsoWhenItHearsOfItBeforeTheOldOneIsGone() {
        breakers.get("search").acquire().failure();
        breakers.onMembershipChange(told -> breakers.get("search"));
        metrics.bindTo(meters);
        assertThat(rig.value("switchgear.state", "state", "open")).isEqualTo(1);
        breakers.remove("search");
        assertThat(rig.value("switchgear.state", "state", "closed")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls", "outcome", "failure")).isZero();
    }

    @Test
    void shouldDoNothingWhenBoundAgain() {
        breakers.get("search");
        metrics.bindTo(meters);
        List<Meter> before = meters.getMeters();
        metrics.bindTo(meters);
        CircuitBreakerMetrics another = CircuitBreakerMetrics.of(breakers);
        another.bindTo(meters);
        assertThat(meters.getMeters()).containsExactlyInAnyOrderElementsOf(before);

        breakers.get("search").acquire().failure();
        assertThat(rig.transitions("closed", "open"))
                .as("counted once, by whomever")
                .isEqualTo(1);
        another.close();
        assertThat(meters.getMeters()).as("what another binder has added stays").hasSize(before.size() + 1);
        breakers.remove("search");
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void shouldShowTheSameBreakersInSeveralRegistriesWithOtherTags() {
        MeterRegistry second = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
        breakers.get("search");
        metrics.bindTo(meters);
        CircuitBreakerMetrics tagged =
                metrics.withTags(Tags.of("pool", "a")).withTags(Tags.of("zone", "b", "name", "never"));
        tagged.bindTo(second);
        assertThat(second.getMeters()).hasSameSizeAs(meters.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getTags()).containsAll(Tags.of("name", "search", "pool", "a", "zone", "b"));
        });
        metrics.close();
        assertThat(meters.getMeters()).isEmpty();
        assertThat(second.getMeters()).isNotEmpty();
        tagged.close();
        assertThat(second.getMeters()).isEmpty();
    }

    @Test
    void shouldEndWhenClosedAndBeginAnewWhenBoundAgain() {
        metrics.bindTo(meters);
        breakers.get("search");
        metrics.close();
        metrics.close();
        breakers.get("later").reset("unseen");
        assertThat(meters.getMeters()).isEmpty();
        metrics.bindTo(meters);
        assertThat(names(meters)).containsExactlyInAnyOrder("search", "later");
    }

    @Test
    void shouldShowOneBreakerWithoutARegistry() {
        CircuitBreakerMetrics one = CircuitBreakerMetrics.of(rig.breaker);
        one.bindTo(meters);
        one.bindTo(meters);
        CircuitBreakerMetrics.of(rig.breaker).bindTo(meters);
        assertThat(names(meters)).containsExactly("search");
        rig.trip();
        assertThat(rig.transitions("closed", "open")).isEqualTo(1);
        one.close();
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void shouldRefuseNothingAtAll() {
        assertThatNullPointerException().isThrownBy(() -> CircuitBreakerMetrics.of((CircuitBreaker) null));
        assertThatNullPointerException().isThrownBy(() -> CircuitBreakerMetrics.of((CircuitBreakerRegistry) null));
        assertThatNullPointerException().isThrownBy(() -> metrics.withTags(null));
        assertThatNullPointerException().isThrownBy(() -> metrics.bindTo(null));
    }

    @Test
    void shouldLetGoOfABreakerThatWasRemoved() {
        metrics.withDurations().bindTo(meters);
        WeakReference<CircuitBreaker> gone = new WeakReference<>(breakers.get("gone"));
        Objects.requireNonNull(gone.get()).acquire().failure();
        breakers.remove("gone");
        await().until(() -> {
            System.gc();
            return gone.get() == null;
        });
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void shouldKeepABreakerThatNobodyElseHoldsForAsLongAsItIsShown() {
        CircuitBreakerMetrics.of(CircuitBreaker.of("held", rig.config)).bindTo(meters);
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return garbage.get() == null;
        });
        assertThat(rig.value("switchgear.state", "state", "closed")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls.in.flight")).isZero();
    }

    @Test
    void shouldReadWhileBreakersComeGoAndChange() {
        metrics.withDurations().bindTo(meters);
        CompletableFuture<Void> readers = CompletableFuture.runAsync(() -> IntStream.range(0, 300)
                .forEach(round -> meters.getMeters()
                        .forEach(meter -> meter.measure()
                                .forEach(measurement ->
                                        assertThat(measurement.getValue()).isGreaterThanOrEqualTo(0)))));
        CompletableFuture<Void> other = CompletableFuture.runAsync(this::comeAndGo);
        assertThatCode(this::comeAndGo).doesNotThrowAnyException();
        assertThatCode(other::join).doesNotThrowAnyException();
        assertThatCode(readers::join).doesNotThrowAnyException();

        assertThat(names(meters))
                .isEqualTo(breakers.all().stream().map(CircuitBreaker::name).collect(Collectors.toSet()));
        breakers.all().forEach(breaker -> {
            assertThat(meters.get("switchgear.state")
                            .tags("name", breaker.name(), "state", "closed")
                            .gauge()
                            .value())
                    .isEqualTo(breaker.state() == State.CLOSED ? 1 : 0);
            breakers.remove(breaker.name());
        });
        assertThat(meters.getMeters()).isEmpty();
    }

    private void comeAndGo() {
        for (int round = 0; round < 1_000; round++) {
            CircuitBreaker breaker = breakers.get("breaker " + round % 3);
            breaker.tryAcquire().ifPresent(permit -> permit.failure());
            breaker.reset("again");
            if (round % 2 == 0) {
                breakers.remove(breaker.name());
            }
        }
    }
}
