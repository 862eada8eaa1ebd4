// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Ramp;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the meters of one breaker show. */
class BreakerMetersTest {
    private final Rig rig = new Rig(config -> config.slowCallsOver(Duration.ofMillis(500)));

    private void bind() {
        CircuitBreakerMetrics.of(rig.breaker).bindTo(rig.registry);
    }

    @ParameterizedTest
    @EnumSource(names = "SHEDDING", mode = EnumSource.Mode.EXCLUDE) // in which no breaker starts
    void shouldShowOneForTheStateAndZeroForTheOthers(State state) {
        Rig starting = new Rig(config -> config.startIn(state));
        CircuitBreakerMetrics.of(starting.breaker).bindTo(starting.registry);
        for (State each : State.values()) {
            assertThat(starting.value("switchgear.state", "state", each.name().toLowerCase(Locale.ROOT)))
                    .as("%s", each)
                    .isEqualTo(each == state ? 1 : 0);
        }
    }

    @Test
    void shouldCountCallsByOutcome() {
        bind();
        Permit late = rig.breaker.acquire();
        Permit abandoned = rig.breaker.acquire();
        rig.seconds(2);
        abandoned.close();
        rig.breaker.acquire().success();
        rig.breaker.acquire().success();
        rig.breaker.acquire().ignore();
        rig.breaker.acquire().ignore();
        Permit slow = rig.breaker.acquire();
        rig.seconds(1);
        slow.success();
        rig.trip();
        assertThat(rig.value("switchgear.calls.in.flight")).isEqualTo(1);
        late.success();

        assertThat(rig.value("switchgear.calls", "outcome", "success")).isEqualTo(3);
        assertThat(rig.value("switchgear.calls", "outcome", "failure")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls", "outcome", "ignored")).isEqualTo(2);
        assertThat(rig.value("switchgear.calls", "outcome", "abandoned")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls", "outcome", "stale")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls.slow")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls.in.flight")).isZero();
    }

    @Test
    void shouldCountRejectionsByReason() {
        Rig ramping =
                new Rig(config -> config.ramp(Ramp.over(Duration.ofHours(1)).from(0.01)));
        CircuitBreakerMetrics.of(ramping.breaker).bindTo(ramping.registry);
        ramping.trip();
        reject(ramping, 4);
        ramping.seconds(10);
        List<Permit> probes = List.of(ramping.breaker.acquire(), ramping.breaker.acquire());
        reject(ramping, 3);
        probes.forEach(Permit::success);
        ramping.probe();
        reject(ramping, 2);
        ramping.breaker.forceOpen("maintenance");
        reject(ramping, 1);

        assertThat(ramping.value("switchgear.calls.rejected", "reason", "open")).isEqualTo(4);
        assertThat(ramping.value("switchgear.calls.rejected", "reason", "probes_busy"))
                .isEqualTo(3);
        assertThat(ramping.value("switchgear.calls.rejected", "reason", "ramp")).isEqualTo(2);
        assertThat(ramping.value("switchgear.calls.rejected", "reason", "forced_open"))
                .isEqualTo(1);
        assertThat(ramping.transitions("half_open", "half_open")).isEqualTo(1);
    }

    private static void reject(Rig rig, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(rig.breaker.tryAcquire()).isEmpty();
        }
    }

    @Test
    void shouldCountWhatWouldBeRejectedAndWhatFailsOfTheUsersFunctions() {
        bind();
        rig.breaker.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                throw new IllegalStateException("broken");
            }
        });
        Logger.getLogger(CircuitBreaker.class.getName()).setFilter(record -> false);
        rig.breaker.metricsOnly("first week");
        rig.trip();
        rig.breaker.acquire().success();
        rig.breaker.acquire().success();
        assertThat(rig.value("switchgear.calls.would.reject")).isEqualTo(2);
        assertThat(rig.value("switchgear.user.code.failures"))
                .isEqualTo(rig.breaker.snapshot().userCodeFailures())
                .isPositive();
        assertThat(rig.has("switchgear.probe.due"))
                .as("its shadow is open, it is not")
                .isFalse();
    }

    @Test
    void shouldShowTheTimeToTheNextProbeWhileItIsOpenOnly() {
        bind();
        assertThat(rig.has("switchgear.probe.due")).isFalse();
        rig.trip();
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(10);
        rig.seconds(9.5);
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(0.5);
        rig.seconds(60);
        assertThat(rig.value("switchgear.probe.due")).as("due").isZero();
        rig.probe();
        assertThat(rig.has("switchgear.probe.due")).isFalse();
        rig.trip();
        rig.breaker.open(Duration.ofMinutes(1), "opened by hand, while open");
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(60);
        rig.breaker.forceOpen("never probes");
        assertThat(rig.has("switchgear.probe.due")).isFalse();
    }

    @Test
    void shouldShowTheTimeToTheNextProbeOfABreakerThatIsOpenAlready() {
        rig.trip();
        rig.seconds(1);
        bind();
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(9);
    }

    @Test
    void shouldCountTransitionsByFromAndTo() {
        bind();
        assertThat(rig.transitions("closed", "open"))
                .as("there before the first")
                .isZero();
        rig.trip();
        rig.seconds(10);
        rig.trip();
        rig.seconds(10);
        rig.probe();
        rig.probe();
        rig.breaker.forceOpen("by hand");
        assertThat(rig.transitions("closed", "open")).isEqualTo(1);
        assertThat(rig.transitions("open", "half_open")).isEqualTo(2);
        assertThat(rig.transitions("half_open", "open")).isEqualTo(1);
        assertThat(rig.transitions("half_open", "closed")).isEqualTo(1);
        assertThat(rig.transitions("closed", "forced_open")).isEqualTo(1);
    }

    @Test
    void shouldLoseNothingOfWhatItCountsByResetsAndReconfigurations() {
        bind();
        rig.breaker.acquire().success();
        rig.trip();
        rig.breaker.tryAcquire();
        Map<String, Double> before = counters();
        rig.breaker.reset("as if nothing had been");
        rig.breaker.reconfigure(
                rig.config.toBuilder().window(Window.lastCalls(7)).build());
        rig.breaker.disable("now this");
        rig.breaker.release("and back");
        assertThat(before).containsEntry("switchgear.calls[tag(name=search),tag(outcome=success)]", 1.0);
        assertThat(counters())
                .allSatisfy(
                        (id, value) -> assertThat(value).as(id).isGreaterThanOrEqualTo(before.getOrDefault(id, 0.0)));
    }

    private Map<String, Double> counters() {
        Map<String, Double> counters = new TreeMap<>();
        for (Meter meter : rig.registry.getMeters()) {
            if (meter.getId().getType() == Meter.Type.COUNTER) {
                counters.put(
                        meter.getId().getName() + Tags.of(meter.getId().getTags()),
                        meter.measure().iterator().next().getValue());
            }
        }
        return counters;
    }

    @Test
    void shouldChangeNothingByReading() {
        bind();
        rig.trip();
        rig.seconds(60);
        Snapshot before = rig.breaker.snapshot();
        rig.registry.getMeters().forEach(meter -> meter.measure().forEach(measurement -> measurement.getValue()));
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(before.state()).isEqualTo(State.OPEN);
        assertThat(before.isProbeDue()).isTrue();
    }

    @Test
    void shouldTimeCallsByOutcomeWhenAskedTo() {
        bind();
        assertThat(rig.has("switchgear.calls.duration")).isFalse();
        Rig timed = new Rig();
        CircuitBreakerMetrics metrics = CircuitBreakerMetrics.of(timed.breaker).withDurations();
        metrics.bindTo(timed.registry);
        assertThat(timed.has("switchgear.calls.duration")).isTrue();
        Permit call = timed.breaker.acquire();
        timed.seconds(2);
        call.success();
        Permit failed = timed.breaker.acquire();
        timed.seconds(3);
        failed.failure();

        Timer successes = timed.registry
                .get("switchgear.calls.duration")
                .tag("outcome", "success")
                .timer();
        Timer failures = timed.registry
                .get("switchgear.calls.duration")
                .tag("outcome", "failure")
                .timer();
        assertThat(successes.count()).isEqualTo(1);
        assertThat(successes.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(failures.totalTime(TimeUnit.SECONDS)).isEqualTo(3);

        metrics.close();
        timed.breaker.reset("so that it can be called");
        timed.breaker.acquire().success();
        assertThat(successes.count()).as("observed no more").isEqualTo(1);
    }
}
