// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A registry tells of the breakers that come and go, once they have, and under no lock. */
@Tag("C61")
class RegistryMembershipTest {
    private static final CircuitBreakerConfig CONFIG =
            CircuitBreakerConfig.builder().build();

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CONFIG);
    private final List<String> told = new ArrayList<>();

    private void write(String name) {
        boolean isThere =
                registry.find(name).isPresent() || registry.findKeyed(name).isPresent();
        told.add(name + (isThere ? " came" : " went"));
    }

    @Test
    void shouldTellOfEachBreakerThatComesOrGoes() {
        registry.get("present");
        registry.onMembershipChange(this::write);
        registry.get("a");
        registry.register("b", CONFIG);
        registry.remove("a");
        registry.remove("present");
        registry.get("a");
        registry.keyed("hosts", 10);
        registry.remove("hosts");
        registry.register(KeyedCircuitBreaker.of("hosts", 5, CONFIG));

        assertThat(told)
                .containsExactly(
                        "a came",
                        "b came",
                        "a went",
                        "present went",
                        "a came",
                        "hosts came",
                        "hosts went",
                        "hosts came");
    }

    @Test
    void shouldTellNothingWhereNothingCameOrWent() {
        CircuitBreaker search = registry.get("search");
        registry.onMembershipChange(this::write);
        registry.get("search");
        assertThatIllegalStateException().isThrownBy(() -> registry.register("search", CONFIG));
        registry.remove("payments");
        registry.remove(null);
        search.reset("an event, but no coming or going");

        assertThat(told).isEmpty();
    }

    @Test
    void shouldTellNothingMoreOnceRemoved() {
        Registration first = registry.onMembershipChange(this::write);
        registry.onMembershipChange(name -> first.close());
        registry.onMembershipChange(this::write);
        registry.get("heard by both");
        first.close();
        registry.get("heard by one");

        assertThat(told).containsExactly("heard by both came", "heard by both came", "heard by one came");
        assertThat(first.dropped()).isZero();
    }

    @Test
    void shouldNotTellAListenerThatIsRemovedWhileOthersAreTold() {
        Registration[] later = new Registration[1];
        registry.onMembershipChange(name -> later[0].close());
        later[0] = registry.onMembershipChange(this::write);
        registry.get("search");

        assertThat(told).isEmpty();
    }

    @Test
    void shouldLetTheListenerUseTheRegistryAlsoFromAnotherThread() throws Exception {
        registry.onMembershipChange(name -> {
            if (!name.endsWith("-shadow")) {
                CircuitBreaker shadow = CompletableFuture.supplyAsync(() -> registry.get(name + "-shadow"))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
                shadow.forceOpen("told of " + name);
            }
        });
        registry.get("search");

        assertThat(registry.find("search-shadow")).map(CircuitBreaker::state).contains(State.FORCED_OPEN);
    }

    @Test
    void shouldServeTheOthersWhenAListenerThrowsAndCountIt() {
        BreakerLog.keepQuiet();
        registry.onMembershipChange(name -> {
            throw new AssertionError("broken");
        });
        registry.onMembershipChange(this::write);
        CircuitBreaker broken = registry.get("broken member");
        registry.remove("broken member");

        assertThat(told).containsExactly("broken member came", "broken member went");
        assertThat(broken.snapshot().userCodeFailures()).isEqualTo(2);
        assertThat(BreakerLog.of("broken member"))
                .singleElement()
                .extracting(BreakerLog.Entry::message)
                .asString()
                .contains("listener");
    }

    @Test
    void shouldRefuseNothingAtAll() {
        assertThatNullPointerException().isThrownBy(() -> registry.onMembershipChange(null));
    }

    @Test
    void shouldLeaveAListenerThatLooksUnderItsLockWithWhatThereIs() throws Exception {
        Set<CircuitBreaker> members = ConcurrentHashMap.newKeySet();
        registry.onMembershipChange(name -> {
            synchronized (members) {
                members.removeIf(member -> member.name().equals(name));
                registry.find(name).ifPresent(members::add);
            }
        });
        Threads.race(5_000, (racer, round) -> {
            if (racer == 0) {
                registry.get("search");
            } else {
                registry.remove("search");
            }
            return () -> {
                if (racer == 0) {
                    assertThat(members).as("round %s", round).containsExactlyInAnyOrderElementsOf(registry.all());
                }
            };
        });
    }
}
