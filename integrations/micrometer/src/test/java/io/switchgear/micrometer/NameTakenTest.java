// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A breaker whose name and tags are another's already is not shown, and the log says so once. */
class NameTakenTest {
    private final Rig rig = new Rig();
    private final SimpleMeterRegistry meters = rig.registry;
    private final CircuitBreakerRegistry ours = CircuitBreakerRegistry.of(rig.config);
    private final CircuitBreakerRegistry theirs = CircuitBreakerRegistry.of(rig.config);
    private final CircuitBreakerMetrics metrics = CircuitBreakerMetrics.of(theirs);
    private final LogOfMetrics log = new LogOfMetrics();

    @AfterEach
    void close() {
        log.close();
    }

    private double openings() {
        return rig.transitions("closed", "open");
    }

    @Test
    void shouldLogOnceWhichBreakerIsNotShown() {
        CircuitBreakerMetrics.of(ours).bindTo(meters);
        CircuitBreaker first = ours.get("search");
        List<String> before = rig.meters();
        metrics.bindTo(meters);
        CircuitBreaker second = theirs.get("search");
        assertThat(log.lines()).singleElement().asString().contains("search", "withTags");

        second.acquire().failure();
        second.forceOpen("a change that nobody shows");
        metrics.bindTo(meters);
        assertThat(rig.meters()).isEqualTo(before);
        assertThat(log.lines()).as("said once").hasSize(1);
        assertThat(openings()).isZero();
        first.acquire().failure();
        assertThat(openings()).isEqualTo(1);
        theirs.remove("search");
        assertThat(rig.value("switchgear.state", "state", "open")).isEqualTo(1);
    }

    @Test
    void shouldBeShownWhenBoundAgainOnceTheNameIsFree() {
        CircuitBreakerMetrics.of(ours).bindTo(meters);
        ours.get("search");
        metrics.bindTo(meters);
        theirs.get("search").acquire().failure();
        ours.remove("search");
        assertThat(rig.meters()).isEmpty();
        metrics.bindTo(meters);
        assertThat(rig.value("switchgear.state", "state", "open")).isEqualTo(1);
        assertThat(openings()).isEqualTo(1);
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(10);
        metrics.close();
        assertThat(rig.meters()).isEmpty();
    }

    @Test
    void shouldTellOfBreakersThatAFilterMakesIndistinguishable() {
        meters.config().meterFilter(MeterFilter.ignoreTags("name"));
        metrics.bindTo(meters);
        theirs.get("payments");
        theirs.get("search").acquire().failure();
        theirs.keyed("hosts", 3);
        assertThat(log.lines()).hasSize(2);
        assertThat(rig.value("switchgear.state", "state", "open")).isZero();
        List<String> before = rig.meters();
        theirs.remove("search");
        theirs.remove("hosts");
        assertThat(rig.meters()).as("those of payments").isEqualTo(before);
        theirs.remove("payments");
        assertThat(rig.meters()).isEmpty();
    }

    @Test
    void shouldBeShownWithOtherTags() {
        CircuitBreakerMetrics.of(ours).withTags(Tags.of("pool", "a")).bindTo(meters);
        metrics.withTags(Tags.of("pool", "b")).bindTo(meters);
        ours.get("search");
        theirs.get("search");
        assertThat(log.lines()).isEmpty();
        assertThat(meters.find("switchgear.calls.in.flight").meters()).hasSize(2);
    }
}
