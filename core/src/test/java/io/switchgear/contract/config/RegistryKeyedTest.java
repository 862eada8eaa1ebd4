// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Threads;
import io.switchgear.trip.TripRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keyed breakers belong to a registry as others do: by name, in its health, its snapshots and its events. */
@Tag("C65")
class RegistryKeyedTest {
    private static final CircuitBreakerConfig CONFIG =
            CircuitBreakerConfig.builder().tripWhen(TripRule.failureCount(1)).build();

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(name ->
            CONFIG.toBuilder().tripWhen(TripRule.failureCount(name.length())).build());

    @Test
    void shouldMakeAKeyedBreakerOnceAndWithTheConfigurationOfItsName() {
        KeyedCircuitBreaker<String> hosts = registry.keyed("hosts", 10);
        assertThat(hosts.name()).isEqualTo("hosts");
        assertThat(hosts.maxKeys()).isEqualTo(10);
        assertThat(hosts.config().tripRule()).isEqualTo(TripRule.failureCount(5));
        assertThat(registry.<String>keyed("hosts", 10)).isSameAs(hosts);
        assertThat(registry.findKeyed("hosts")).containsSame(hosts);
        assertThat(registry.allKeyed()).singleElement().isSameAs(hosts);
        assertThat(registry.find("hosts")).isEmpty();
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void shouldHaveOneOfEitherKindForAName() {
        registry.keyed("hosts", 10);
        registry.get("search");
        assertThatIllegalStateException()
                .isThrownBy(() -> registry.keyed("hosts", 11))
                .withMessageContainingAll(
                        "\"hosts\"", "at most 10 keys", "keyed(\"hosts\", 10)", "keyed(\"hosts\", 11)");
        assertThatIllegalStateException()
                .isThrownBy(() -> registry.keyed("search", 10))
                .withMessageContainingAll("\"search\"", "get(\"search\")", "keyed(\"search\", 10)");
        assertThatIllegalStateException()
                .isThrownBy(() -> registry.get("hosts"))
                .withMessageContainingAll("\"hosts\"", "keyed circuit breaker", "findKeyed(");
        assertThatIllegalStateException()
                .isThrownBy(() -> registry.register("hosts", CONFIG))
                .withMessageContainingAll("\"hosts\"", "keyed(\"hosts\", 10)", "remove");
        assertThatIllegalStateException()
                .isThrownBy(() -> registry.register(KeyedCircuitBreaker.of("search", 10, CONFIG)))
                .withMessageContainingAll("\"search\"", "get(\"search\")", "remove");
        assertThat(registry.findKeyed("search")).isEmpty();
        assertThat(registry.findKeyed(null)).isEmpty();
        assertThat(registry.health()).containsOnlyKeys("hosts", "search");
    }

    @Test
    void shouldRefuseABoundOrANameBeforeTheFunctionSeesIt() {
        AtomicInteger asked = new AtomicInteger();
        CircuitBreakerRegistry counting = CircuitBreakerRegistry.of(name -> {
            asked.incrementAndGet();
            return CONFIG;
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counting.keyed(" ", 0))
                .withMessageContainingAll("name(", "maxKeys(0)");
        assertThatIllegalArgumentException().isThrownBy(() -> counting.keyed(null, 10));
        assertThat(asked).hasValue(0);
        assertThat(counting.allKeyed()).isEmpty();
    }

    @Test
    void shouldTakeAKeyedBreakerThatExistsAndForgetItWhenItIsRemoved() {
        List<BreakerEvent> heard = new ArrayList<>();
        registry.onEvent(heard::add, Runnable::run);
        KeyedCircuitBreaker<Integer> shards = registry.register(KeyedCircuitBreaker.of("shards", 5, CONFIG));
        assertThat(registry.<Integer>keyed("shards", 5)).isSameAs(shards);
        shards.at(1).acquire().failure();
        assertThat(heard).extracting(BreakerEvent::breaker).containsExactly("shards[1]");

        assertThat(registry.remove("shards")).as("no plain breaker").isEmpty();
        assertThat(registry.findKeyed("shards")).isEmpty();
        shards.at(2).acquire().failure();
        assertThat(heard).hasSize(1);
        assertThat(registry.get("shards").name()).isEqualTo("shards");
    }

    @Test
    void shouldTellListenersOfAllKeysAndTheOverflowThatAreThereAndThatCome() {
        List<String> heard = new ArrayList<>();
        KeyedCircuitBreaker<String> there = registry.register(KeyedCircuitBreaker.of("there", 1, CONFIG));
        there.at("a").run(() -> {});
        Registration registration = registry.onEvent(event -> heard.add(event.breaker()), Runnable::run);
        KeyedCircuitBreaker<String> later = registry.register(KeyedCircuitBreaker.of("later", 1, CONFIG));
        there.at("a").acquire().failure();
        there.at("b").acquire().failure();
        later.at("c").acquire().failure();
        assertThat(heard).containsExactly("there[a]", "there[*]", "later[c]");
        registration.close();
        later.reset("c", "unheard");
        assertThat(heard).hasSize(3);
        assertThat(registration.dropped()).isZero();
    }

    @Test
    void shouldShowOneHealthAndOneSnapshotForAllKeysOfAName() {
        registry.get("search").run(() -> {});
        KeyedCircuitBreaker<Integer> shards = registry.register(KeyedCircuitBreaker.of("shards", 5, CONFIG));
        for (int key = 0; key < 4; key++) {
            shards.at(key).run(() -> {});
        }
        shards.at(3).acquire().failure();
        assertThat(registry.health())
                .containsOnlyKeys("search", "shards")
                .containsEntry("shards", new Health(Health.Status.DEGRADED, "1 of 4 keys open"));
        assertThat(registry.snapshots()).containsOnlyKeys("search");
        assertThat(registry.keyedSnapshots()).containsOnlyKeys("shards");
        assertThat(registry.keyedSnapshots().get("shards").totals().successes()).isEqualTo(4);
        assertThat(shards.health()).isEqualTo(registry.health().get("shards"));
    }

    @Test
    void shouldCountAMembershipListenerThatThrowsInTheOverflow() {
        BreakerLog.keepQuiet();
        registry.onMembershipChange(name -> {
            throw new IllegalStateException(name);
        });
        KeyedCircuitBreaker<String> hosts = registry.keyed("hosts", 10);
        assertThat(hosts.snapshot().overflow().userCodeFailures()).isEqualTo(1);
    }

    @Test
    void shouldGiveANameToOneOfManyThreadsThatWantItInEitherKind() throws Exception {
        for (int round = 0; round < 200; round++) {
            String name = "round " + round;
            List<Object> got = new ArrayList<>();
            var all = ConcurrentHashMap.newKeySet();
            Threads.run(IntStream.range(0, 4).boxed().toList(), thread -> {
                try {
                    return all.add(thread % 2 == 0 ? registry.get(name) : registry.keyed(name, 10));
                } catch (IllegalStateException taken) {
                    assertThat(taken).hasMessageContaining(name);
                    return false;
                }
            });
            got.addAll(all);
            assertThat(got).hasSize(1);
            Object there = registry.find(name)
                    .<Object>map(breaker -> breaker)
                    .orElseGet(() -> registry.findKeyed(name).orElseThrow());
            assertThat(got).containsExactly(there);
        }
    }
}
