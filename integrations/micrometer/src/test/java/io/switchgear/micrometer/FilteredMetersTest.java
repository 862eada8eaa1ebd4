// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meters that were made are those that are read, shown and removed, whatever the filters of a registry made of them. */
class FilteredMetersTest {
    private final Rig rig = new Rig();
    private final SimpleMeterRegistry meters = rig.registry;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
    private final CircuitBreakerMetrics metrics =
            CircuitBreakerMetrics.of(breakers).withDurations();

    private static final MeterFilter OTHER_NAMES = new MeterFilter() {
        @Override
        public Meter.Id map(Meter.Id id) {
            return id.withName(id.getName().replace("switchgear", "acme"));
        }
    };
    private static final MeterFilter OTHER_TAGS = MeterFilter.renameTag("switchgear", "name", "breaker");
    private static final MeterFilter MORE_TAGS = MeterFilter.commonTags(Tags.of("region", "eu"));
    private static final MeterFilter OTHER_VALUES = MeterFilter.replaceTagValues("name", name -> name + "!");
    private static final MeterFilter NOTHING = MeterFilter.deny();
    private static final MeterFilter NO_PROBE_DUE = MeterFilter.denyNameStartsWith("switchgear.probe");
    private static final MeterFilter NO_STATE_TAG = MeterFilter.ignoreTags("state", "from");

    static Stream<MeterFilter> filters() {
        return Stream.of(OTHER_NAMES, OTHER_TAGS, MORE_TAGS, OTHER_VALUES, NOTHING, NO_PROBE_DUE, NO_STATE_TAG);
    }

    private void live(CircuitBreaker breaker) {
        breaker.acquire().success();
        breaker.acquire().failure();
        breaker.tryAcquire();
        rig.seconds(10);
        breaker.acquire().success();
        breaker.acquire().success();
        breaker.forceOpen("a change that has no meter from the start");
        breaker.reset("closed");
        breaker.acquire().failure();
    }

    @ParameterizedTest
    @MethodSource("filters")
    void shouldRemoveAllThatItMade(MeterFilter filter) {
        meters.config().meterFilter(filter);
        metrics.bindTo(meters);
        breakers.get("first");
        live(breakers.get("search"));
        breakers.remove("search");
        assertThat(meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTags())
                        .extracting(Tag::getValue)
                        .containsAnyOf("first", "first!"));
        metrics.close();
        assertThat(meters.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("filters")
    void shouldShowNoMoreThanBeforeOnceItIsClosedAgain(MeterFilter filter) {
        meters.config().meterFilter(filter);
        metrics.bindTo(meters);
        live(breakers.get("search"));
        breakers.get("search").reset("closed");
        int before = meters.getMeters().size();
        live(breakers.get("search"));
        breakers.get("search").reset("closed");
        assertThat(meters.getMeters()).hasSize(before);
    }

    @Test
    void shouldShowTheTimeToTheNextProbeByAnotherName() {
        meters.config().meterFilter(OTHER_NAMES);
        CircuitBreakerMetrics.of(rig.breaker).bindTo(meters);
        for (int opening = 0; opening < 2; opening++) {
            assertThat(rig.has("acme.probe.due")).isFalse();
            rig.trip();
            assertThat(rig.value("acme.probe.due")).isEqualTo(10);
            rig.seconds(9);
            assertThat(rig.value("acme.probe.due")).isEqualTo(1);
            rig.seconds(1);
            rig.probe();
            assertThat(rig.has("acme.probe.due")).isFalse();
            rig.probe();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"switchgear.calls.slow", "switchgear.state", "switchgear.calls.duration", "switchgear.keys.max"})
    void shouldLeaveNothingBehindWhereAFilterThrows(String meter) {
        AtomicBoolean broken = new AtomicBoolean(true);
        meters.config().meterFilter(MeterFilter.deny(id -> {
            if (broken.get() && id.getName().equals(meter)) {
                throw new IllegalStateException("broken");
            }
            return false;
        }));
        breakers.get("search");
        breakers.keyed("hosts", 3);
        assertThatIllegalStateException().isThrownBy(() -> metrics.bindTo(meters));
        assertThat(meters.getMeters()).isEmpty();
        breakers.get("another").acquire().failure();
        assertThat(meters.getMeters()).as("not bound").isEmpty();

        broken.set(false);
        metrics.bindTo(meters);
        assertThat(rig.value("switchgear.state", "name", "another", "state", "open"))
                .isEqualTo(1);
        assertThat(rig.value("switchgear.keys.max")).isEqualTo(3);
    }

    @Test
    void shouldGoOnWithTheRestOfWhatIsDenied() {
        meters.config().meterFilter(NO_PROBE_DUE);
        CircuitBreakerMetrics.of(rig.breaker).bindTo(meters);
        rig.trip();
        assertThat(rig.has("switchgear.probe.due")).isFalse();
        assertThat(rig.value("switchgear.state", "state", "open")).isEqualTo(1);
    }

    @Test
    void shouldComeAndGoInTheRegistriesOfACompositeByTheirFilters() {
        SimpleMeterRegistry renaming = new SimpleMeterRegistry();
        renaming.config().meterFilter(OTHER_NAMES);
        SimpleMeterRegistry denying = new SimpleMeterRegistry();
        denying.config().meterFilter(NOTHING);
        CompositeMeterRegistry composite =
                new CompositeMeterRegistry().add(renaming).add(denying);
        metrics.bindTo(composite);
        CircuitBreaker search = breakers.get("search");
        search.acquire().failure();
        assertThat(renaming.get("acme.probe.due").timeGauge().value()).isEqualTo(10);
        composite.add(meters);
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(10);
        assertThat(rig.transitions("closed", "open"))
                .as("also of what happened before")
                .isEqualTo(1);
        assertThat(denying.getMeters()).isEmpty();

        search.reset("closed");
        assertThat(renaming.find("acme.probe.due").meter()).isNull();
        assertThat(rig.has("switchgear.probe.due")).isFalse();
        breakers.remove("search");
        assertThat(Stream.<MeterRegistry>of(composite, renaming, meters).flatMap(each -> each.getMeters().stream()))
                .isEmpty();
    }

    @Test
    void shouldShowInACompositeWithoutRegistriesOnceThereIsOne() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        try (LogOfMetrics log = new LogOfMetrics()) {
            metrics.bindTo(composite);
            breakers.get("search").acquire().success();
            breakers.get("payments");
            assertThat(log.lines()).isEmpty();
        }
        composite.add(meters);
        assertThat(rig.value("switchgear.calls", "name", "search", "outcome", "success"))
                .isEqualTo(1);
    }

    @Test
    void shouldShowNothingInARegistryThatIsClosed() {
        meters.close();
        try (LogOfMetrics log = new LogOfMetrics()) {
            metrics.bindTo(meters);
            live(breakers.get("search"));
            breakers.get("payments");
            breakers.remove("search");
            assertThat(log.lines()).isEmpty();
        }
        assertThat(meters.getMeters()).isEmpty();
    }
}
