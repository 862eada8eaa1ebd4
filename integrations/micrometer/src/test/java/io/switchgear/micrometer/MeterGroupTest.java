// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What is removed together stays removed. */
class MeterGroupTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterGroup meters = new MeterGroup(registry, "search", Tags.empty());

    @Test
    void shouldMakeNoMeterAfterItsRemoval() {
        meters.counter("events", "", Tags.empty(), () -> 1);
        assertThat(registry.getMeters()).hasSize(1);
        meters.remove();
        meters.counter("events", "an event that was on its way", Tags.empty(), () -> 1);
        assertThat(meters.timer("calls", "", Tags.empty()).meter()).isNull();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void shouldRemoveOneMeter() {
        meters.counter("events", "", Tags.empty(), () -> 1);
        MeterGroup.Entry<?> due = meters.secondsGauge("due", "", () -> 1);
        meters.remove(due);
        meters.remove(due);
        assertThat(registry.getMeters())
                .singleElement()
                .extracting(meter -> meter.getId().getName())
                .isEqualTo("events");
    }

    @Test
    void shouldLeaveTheMetersOfOthersAlone() {
        MeterGroup same = new MeterGroup(registry, "search", Tags.empty());
        MeterGroup others = new MeterGroup(registry, "payments", Tags.empty());
        meters.counter("events", "", Tags.empty(), () -> 1);
        others.counter("events", "", Tags.empty(), () -> 2);
        same.counter("events", "", Tags.empty(), () -> 3);
        same.remove();
        assertThat(registry.get("events")
                        .tag("name", "search")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        meters.remove();
        assertThat(registry.get("events").functionCounters()).hasSize(1);
        others.remove();
        assertThat(registry.getMeters()).isEmpty();
    }
}
