package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.KeyedCircuitBreaker;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A keyed breaker is one set of meters, however many keys it has. */
class KeyedCircuitBreakerMetricsTest {
    private final Rig rig = new Rig();
    private final KeyedCircuitBreaker<String> hosts = KeyedCircuitBreaker.of("hosts", 3, rig.config);
    private final KeyedCircuitBreakerMetrics metrics = KeyedCircuitBreakerMetrics.of(hosts);

    private double in(String state) {
        return rig.value("switchgear.state", "name", "hosts", "state", state);
    }

    @Test
    void shouldShowHowManyKeysAreInEachState() {
        metrics.bindTo(rig.registry);
        assertThat(in("closed")).isZero();
        hosts.at("a").acquire().success();
        hosts.at("b").acquire().failure();
        hosts.forceOpen("c", "maintenance");
        assertThat(in("closed")).isEqualTo(1);
        assertThat(in("open")).isEqualTo(1);
        assertThat(in("forced_open")).isEqualTo(1);
        assertThat(in("half_open")).isZero();
    }

    @Test
    void shouldAddUpTheCallsOfAllKeysThoseThatLostTheirPlaceIncluded() {
        metrics.bindTo(rig.registry);
        for (int host = 0; host < 10; host++) {
            hosts.at("host " + host).acquire().success();
        }
        hosts.at("a").acquire().failure();
        hosts.at("a").tryAcquire();
        assertThat(rig.value("switchgear.calls", "outcome", "success")).isEqualTo(10);
        assertThat(rig.value("switchgear.calls", "outcome", "failure")).isEqualTo(1);
        assertThat(rig.value("switchgear.calls.rejected", "reason", "open")).isEqualTo(1);
        assertThat(rig.value("switchgear.keys.max")).isEqualTo(3);
        assertThat(rig.value("switchgear.keys.evicted")).isEqualTo(8);
        assertThat(rig.transitions("closed", "open")).isEqualTo(1);
    }

    @Test
    void shouldShowAnOverflowThatIsNotClosedAsOneMore() {
        metrics.bindTo(rig.registry);
        for (String host : new String[] {"a", "b", "c"}) {
            hosts.forceOpen(host, "so that it keeps its place");
        }
        hosts.at("d").acquire().success();
        assertThat(in("closed")).as("no key, and an overflow that does well").isZero();
        hosts.at("e").acquire().failure();
        assertThat(in("open")).isEqualTo(1);
        assertThat(in("forced_open")).isEqualTo(3);
    }

    @Test
    void shouldTakeAsManyMetersForAThousandKeysAsForNone() {
        KeyedCircuitBreaker<Integer> many = KeyedCircuitBreaker.of("many", 1_000, rig.config);
        KeyedCircuitBreakerMetrics.of(many).bindTo(rig.registry);
        assertThat(rig.meters()).hasSize(24);
        IntStream.range(0, 1_000).forEach(key -> many.at(key).acquire().failure());
        assertThat(rig.meters()).hasSize(24);
        assertThat(rig.value("switchgear.state", "state", "open")).isEqualTo(1_000);
        assertThat(rig.transitions("closed", "open")).isEqualTo(1_000);
    }

    @Test
    void shouldLookAtManyKeysOnceASecondOnly() {
        MockClock clock = new MockClock();
        SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        KeyedCircuitBreaker<Integer> many = KeyedCircuitBreaker.of("many", 2_000, rig.config);
        KeyedCircuitBreakerMetrics.of(many).bindTo(registry);
        IntStream.range(0, 1_001).forEach(key -> many.at(key).acquire().success());
        assertThat(closed(registry)).isEqualTo(1_001);
        many.at(2_000).acquire().success();
        clock.add(Duration.ofMillis(999));
        assertThat(closed(registry)).as("not looked at again").isEqualTo(1_001);
        clock.add(Duration.ofMillis(1));
        assertThat(closed(registry)).isEqualTo(1_002);
    }

    private static double closed(SimpleMeterRegistry registry) {
        return registry.get("switchgear.state").tag("state", "closed").gauge().value();
    }

    @Test
    void shouldDoNothingWhenBoundAgainAndEndWhenClosed() {
        metrics.bindTo(rig.registry);
        metrics.bindTo(rig.registry);
        KeyedCircuitBreakerMetrics another = KeyedCircuitBreakerMetrics.of(hosts);
        another.bindTo(rig.registry);
        hosts.at("a").acquire().failure();
        assertThat(rig.meters()).hasSize(24);
        assertThat(rig.transitions("closed", "open")).isEqualTo(1);
        another.close();
        assertThat(rig.meters()).hasSize(24);
        metrics.close();
        hosts.forceOpen("a", "unseen");
        assertThat(rig.meters()).isEmpty();
        metrics.withTags(Tags.of("pool", "a")).bindTo(rig.registry);
        assertThat(rig.registry
                        .get("switchgear.keys.max")
                        .tags("name", "hosts", "pool", "a")
                        .gauge()
                        .value())
                .isEqualTo(3);
    }

    @Test
    void shouldRefuseNothingAtAll() {
        assertThatNullPointerException().isThrownBy(() -> KeyedCircuitBreakerMetrics.of(null));
        assertThatNullPointerException().isThrownBy(() -> metrics.withTags(null));
        assertThatNullPointerException().isThrownBy(() -> metrics.bindTo(null));
    }
}
