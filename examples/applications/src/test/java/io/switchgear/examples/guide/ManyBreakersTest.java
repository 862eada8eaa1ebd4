// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.State;
import io.switchgear.testkit.ScriptedOperation;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide's page about many breakers. */
class ManyBreakersTest {
    private final ScriptedOperation<String> healthy = ScriptedOperation.returning("ok");
    private final ScriptedOperation<String> broken = ScriptedOperation.throwing(new IOException("shard is down"));

    @Test
    void shouldKeepOneForEachDependency() throws Exception {
        List<String> log = new ArrayList<>();
        // region registry
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(name -> name.startsWith("batch-")
                ? CircuitBreakerConfig.builder()
                        .slowCallsOver(Duration.ofSeconds(30))
                        .build()
                : CircuitBreakerConfig.builder().build());
        registry.onEvent(event -> log.add(event.toString()), Runnable::run); // of all, also of those to come
        String answer = registry.get("search").call(healthy::call); // made when it is first asked for
        registry.get("batch-export").run(healthy::call);
        // endregion
        assertThat(answer).isEqualTo("ok");
        assertThat(registry.health()).containsOnlyKeys("search", "batch-export");
    }

    @Test
    void shouldKeepAPartialOutagePartial() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.builder()
                .tripWhen(TripRule.consecutiveFailures(3))
                .build());
        // region keyed
        KeyedCircuitBreaker<Integer> shards = registry.keyed("orders", 64); // never more than 64
        for (int i = 0; i < 3; i++) {
            shards.at(7).attempt(broken::call);
        }
        String seven = shards.at(7).attempt(healthy::call).fold(result -> "in", failure -> "in", rejection -> "out");
        assertThat(seven).isEqualTo("out");
        Guard eight = shards.at(8); // the other shards do not notice
        String other = eight.within(Duration.ofSeconds(1)).call(healthy::call);
        // endregion
        assertThat(other).isEqualTo("ok");
        assertThat(registry.overallHealth().reason()).contains("1 of 2 keys open");
    }

    @Test
    void shouldTellARejectionFromAnAnswer() {
        // region rejection
        KeyedCircuitBreaker<String> hosts = KeyedCircuitBreaker.of(
                "hosts", 100, CircuitBreakerConfig.builder().build());
        hosts.forceOpen("a.example", "moved to another data centre");
        try {
            hosts.at("a.example").run(() -> broken.call());
        } catch (CallNotPermittedException rejected) {
            assertThat(rejected).hasMessageContaining("moved to another data centre");
        } catch (Exception failed) {
            throw new AssertionError("the call was let in", failed);
        }
        // endregion
        assertThat(broken.calls()).isZero();
    }

    @Test
    void shouldMoveAllKeysAtOnce() {
        KeyedCircuitBreaker<String> hosts = KeyedCircuitBreaker.of(
                "hosts", 100, CircuitBreakerConfig.builder().build());
        // region all-keys
        hosts.metricsOnly("shadow mode for the first week"); // all hosts, those to come too
        hosts.forceOpen("a.example", "moved to another data centre"); // this one is held in another way
        hosts.release("the week is over"); // all hosts, a.example too
        // endregion
        assertThat(hosts.snapshot("a.example").orElseThrow().state()).isEqualTo(State.CLOSED);
    }
}
