package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What is removed together stays removed. */
class MeterGroupTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterGroup meters = new MeterGroup(registry, Tags.of("name", "search"));

    @Test
    void shouldMakeNoMeterAfterItsRemoval() {
        meters.count("events", "", Tags.empty(), 1);
        assertThat(registry.getMeters()).hasSize(1);
        meters.remove();
        meters.count("events", "an event that was on its way", Tags.empty(), 1);
        meters.secondsGauge("due", "", () -> 1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void shouldRemoveTheMetersOfOneName() {
        meters.count("events", "", Tags.of("kind", "a"), 1);
        meters.count("events", "", Tags.of("kind", "b"), 1);
        meters.secondsGauge("due", "", () -> 1);
        meters.remove("events");
        assertThat(registry.getMeters())
                .singleElement()
                .extracting(meter -> meter.getId().getName())
                .isEqualTo("due");
    }

    @Test
    void shouldLeaveTheMetersOfOthersAlone() {
        MeterGroup others = new MeterGroup(registry, Tags.of("name", "payments"));
        others.count("events", "", Tags.empty(), 1);
        meters.count("events", "", Tags.empty(), 1);
        assertThat(meters.isTaken("events")).isTrue();
        meters.remove();
        assertThat(meters.isTaken("events")).isFalse();
        assertThat(others.isTaken("events")).isTrue();
    }
}
