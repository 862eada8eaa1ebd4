// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A keyed breaker is one set of meters, however many keys it has. */
class KeyedMetersTest {
    private static final int METERS = 34;

    private final Rig rig = new Rig();
    private final KeyedCircuitBreaker<String> hosts = KeyedCircuitBreaker.of("hosts", 3, rig.config);
    private final CircuitBreakerMetrics metrics = CircuitBreakerMetrics.of(hosts);

    private double in(String state) {
        return rig.value("switchgear.keys", "name", "hosts", "state", state);
    }

    private double transitions() {
        return rig.value("switchgear.keys.transitions", "from", "closed", "to", "open", "kind", "rule");
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
        assertThat(transitions()).isEqualTo(1);
    }

    @Test
    void shouldShowTheOverflowApart() {
        metrics.bindTo(rig.registry);
        for (String host : new String[] {"a", "b", "c"}) {
            hosts.forceOpen(host, "so that it keeps its place");
        }
        hosts.at("d").acquire().success();
        assertThat(in("closed")).isZero();
        assertThat(rig.value("switchgear.keys.overflow", "state", "closed")).isEqualTo(1);
        hosts.at("e").acquire().failure();
        assertThat(in("open")).isZero();
        assertThat(rig.value("switchgear.keys.overflow", "state", "closed")).isZero();
        assertThat(rig.value("switchgear.keys.overflow", "state", "open")).isEqualTo(1);
        assertThat(in("forced_open")).isEqualTo(3);
    }

    @Test
    void shouldShowTheShareThatIsShedOnAverageOverAllKeys() {
        Rig shedding = new Rig(config ->
                config.tripWhen(TripRule.failureRate(0.5).minimumCalls(4)).shedding(Shedding.excess()));
        KeyedCircuitBreaker<String> many = KeyedCircuitBreaker.of("many", 10, shedding.config);
        CircuitBreakerMetrics.of(many).bindTo(shedding.registry);
        assertThat(shedding.value("switchgear.keys.shed.share"))
                .as("without a key")
                .isZero();
        for (String healthy : new String[] {"a", "b", "c"}) {
            many.at(healthy).acquire().success();
        }
        assertThat(shedding.value("switchgear.keys.shed.share")).isZero();
        many.at("d").acquire().success();
        for (int i = 0; i < 3; i++) {
            many.at("d").acquire().failure();
        }
        double share = many.snapshot("d").orElseThrow().shedShare().orElseThrow();
        assertThat(share).isPositive();
        assertThat(shedding.value("switchgear.keys.shed.share")).isEqualTo(share / 4);
        assertThat(shedding.value("switchgear.keys", "state", "shedding")).isEqualTo(1);
        assertThat(shedding.value("switchgear.keys.transitions", "from", "closed", "to", "shedding", "kind", "rule"))
                .isEqualTo(1);
    }

    @Test
    void shouldTakeAsManyMetersForAThousandKeysAsForNone() {
        KeyedCircuitBreaker<Integer> many = KeyedCircuitBreaker.of("many", 1_000, rig.config);
        CircuitBreakerMetrics.of(many).bindTo(rig.registry);
        assertThat(rig.meters()).hasSize(METERS);
        IntStream.range(0, 1_000).forEach(key -> many.at(key).acquire().failure());
        assertThat(rig.meters()).hasSize(METERS);
        assertThat(rig.value("switchgear.keys", "state", "open")).isEqualTo(1_000);
        assertThat(transitions()).isEqualTo(1_000);
    }

    @Test
    void shouldLookAtManyKeysOnceASecondOnly() {
        MockClock clock = new MockClock();
        SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        KeyedCircuitBreaker<Integer> many = KeyedCircuitBreaker.of("many", 2_000, rig.config);
        CircuitBreakerMetrics.of(many).bindTo(registry);
        IntStream.range(0, 1_001).forEach(key -> many.at(key).acquire().success());
        assertThat(closed(registry)).isEqualTo(1_001);
        many.at(2_000).acquire().success();
        clock.add(Duration.ofMillis(999));
        assertThat(closed(registry)).as("not looked at again").isEqualTo(1_001);
        clock.add(Duration.ofMillis(1));
        assertThat(closed(registry)).isEqualTo(1_002);
    }

    private static double closed(SimpleMeterRegistry registry) {
        return registry.get("switchgear.keys").tag("state", "closed").gauge().value();
    }

    @Test
    void shouldDoNothingWhenBoundAgainAndEndWhenClosed() {
        metrics.bindTo(rig.registry);
        metrics.bindTo(rig.registry);
        CircuitBreakerMetrics another = CircuitBreakerMetrics.of(hosts);
        another.bindTo(rig.registry);
        hosts.at("a").acquire().failure();
        assertThat(rig.meters()).hasSize(METERS);
        assertThat(transitions()).isEqualTo(1);
        another.close();
        assertThat(rig.meters()).hasSize(METERS);
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

    /** One key of a thousand is no breaker: what an alert on breakers reads is not there. */
    @Test
    void shouldHaveNoMeterThatBelongsToOneBreaker() {
        metrics.bindTo(rig.registry);
        hosts.at("a").acquire().failure();
        assertThat(rig.has("switchgear.state")).isFalse();
        assertThat(rig.has("switchgear.transitions")).isFalse();
        assertThat(rig.has("switchgear.probe.due")).isFalse();
    }

    @Test
    void shouldBeShownWithTheOtherBreakersOfItsRegistry() {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
        breakers.register(hosts);
        CircuitBreakerMetrics all = CircuitBreakerMetrics.of(breakers);
        all.bindTo(rig.registry);
        breakers.get("search").acquire().failure();
        breakers.keyed("tenants", 5).at("a").acquire().failure();
        hosts.at("a").acquire().success();
        assertThat(rig.value("switchgear.keys", "name", "hosts", "state", "closed"))
                .isEqualTo(1);
        assertThat(rig.value("switchgear.keys", "name", "tenants", "state", "open"))
                .isEqualTo(1);
        assertThat(rig.value("switchgear.state", "name", "search", "state", "open"))
                .isEqualTo(1);

        breakers.remove("tenants");
        breakers.get("tenants").acquire().success();
        assertThat(rig.value("switchgear.state", "name", "tenants", "state", "closed"))
                .isEqualTo(1);
        assertThat(rig.registry.find("switchgear.keys").tag("name", "tenants").meter())
                .isNull();
        breakers.remove("tenants");
        breakers.keyed("tenants", 7);
        assertThat(rig.value("switchgear.keys.max", "name", "tenants")).isEqualTo(7);
        breakers.remove("tenants");
        breakers.remove("hosts");
        assertThat(rig.registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("name")).isEqualTo("search"));
    }

    @Test
    void shouldRefuseNothingAtAll() {
        assertThatNullPointerException().isThrownBy(() -> CircuitBreakerMetrics.of((KeyedCircuitBreaker<?>) null));
        assertThatNullPointerException().isThrownBy(() -> metrics.withTags(null));
        assertThatNullPointerException().isThrownBy(() -> metrics.bindTo(null));
    }
}
