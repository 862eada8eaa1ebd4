// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.rig.Threads;
import io.switchgear.trip.TripRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry has one breaker for a name, makes it on demand, and lets listeners hear all, those to come included. */
@Tag("C61")
class RegistryTest {
    private static final CircuitBreakerConfig CONFIG =
            CircuitBreakerConfig.builder().tripWhen(TripRule.failureCount(1)).build();

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CONFIG);
    private final List<BreakerEvent> heard = new ArrayList<>();

    @Test
    void shouldMakeABreakerOnceAndWithItsDefault() {
        CircuitBreaker search = registry.get("search");
        assertThat(search.name()).isEqualTo("search");
        assertThat(search.config()).isSameAs(CONFIG);
        assertThat(registry.get("search")).isSameAs(search);
        assertThat(registry.get("payments")).isNotSameAs(search);
        assertThat(CircuitBreakerRegistry.ofDefaults().get("search").state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldAskAFunctionForTheConfigurationOfEachName() {
        CircuitBreakerRegistry named = CircuitBreakerRegistry.of(name -> CONFIG.toBuilder()
                .tripWhen(TripRule.failureCount(name.length()))
                .build());
        assertThat(named.get("abc").config().tripRule()).isEqualTo(TripRule.failureCount(3));
        assertThat(named.get("abcdef").config().tripRule()).isEqualTo(TripRule.failureCount(6));
    }

    @Test
    void shouldLetTheFunctionUseTheRegistry() {
        CircuitBreakerRegistry[] self = {null};
        self[0] = CircuitBreakerRegistry.of(name -> {
            if (name.contains("/")) {
                return self[0].get(name.substring(0, name.indexOf('/'))).config();
            }
            self[0].register(name + "-shadow", CONFIG);
            self[0].onEvent(heard::add, Runnable::run);
            return CONFIG;
        });

        assertThat(self[0].get("a/b").config()).isSameAs(CONFIG);
        assertThat(self[0].all()).extracting(CircuitBreaker::name).containsExactly("a", "a-shadow", "a/b");
    }

    @Test
    void shouldNameTheFunctionThatThrowsAndLeaveNothingBehind() {
        IllegalStateException thrown = new IllegalStateException("no file");
        CircuitBreakerRegistry broken = CircuitBreakerRegistry.of(name -> {
            throw thrown;
        });
        for (ThrowingCallable asks :
                List.<ThrowingCallable>of(() -> broken.get("search"), () -> broken.keyed("search", 10))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(asks)
                    .withMessageContainingAll(
                            "\"search\"",
                            "registry's function",
                            "threw java.lang.IllegalStateException",
                            "configuration")
                    .withCause(thrown);
        }
        assertThat(broken.all()).isEmpty();
        assertThat(broken.allKeyed()).isEmpty();
        assertThat(broken.register("search", CONFIG)).isSameAs(broken.get("search"));
    }

    @Test
    void shouldNameTheFunctionThatReturnsNull() {
        CircuitBreakerRegistry broken = CircuitBreakerRegistry.of(name -> null);
        for (ThrowingCallable asks :
                List.<ThrowingCallable>of(() -> broken.get("search"), () -> broken.keyed("search", 10))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(asks)
                    .withMessageContainingAll("\"search\"", "registry's function", "returned null", "configuration")
                    .withNoCause();
        }
        assertThat(broken.health()).isEmpty();
    }

    @Test
    void shouldTakeABreakerThatExistsUnlessItsNameIsTaken() {
        registry.onEvent(heard::add, Runnable::run);
        CircuitBreaker made = CircuitBreaker.of("search", CONFIG);
        assertThat(registry.register(made)).isSameAs(made);
        assertThat(registry.get("search")).isSameAs(made);
        made.reset("heard");
        assertThat(heard).hasSize(1);

        for (CircuitBreaker taken : List.of(made, CircuitBreaker.of("search"))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> registry.register(taken))
                    .withMessageContainingAll("\"search\"", "get(", "remove");
        }
        made.reset("heard once");
        assertThat(heard).hasSize(2);
        registry.remove("search");
        made.reset("unheard");
        assertThat(heard).hasSize(2);
        assertThatNullPointerException().isThrownBy(() -> registry.register((CircuitBreaker) null));
        assertThatNullPointerException().isThrownBy(() -> registry.register((KeyedCircuitBreaker<String>) null));
    }

    @Test
    void shouldTellTheWorstOfAllHealths() {
        assertThat(registry.overallHealth()).isEqualTo(new Health(Health.Status.UP, "no breakers"));
        registry.get("b").run(() -> {});
        assertThat(registry.overallHealth()).isEqualTo(new Health(Health.Status.UP, "1 of 1 UP"));
        registry.keyed("hosts", 10).at("one").run(() -> {});
        registry.keyed("hosts", 10).at("sick").acquire().failure();
        assertThat(registry.overallHealth())
                .isEqualTo(new Health(Health.Status.DEGRADED, "1 of 2 DEGRADED: hosts; hosts is 1 of 2 keys open"));
        for (String name : List.of("e", "d", "c", "b", "a")) {
            registry.get(name).forceOpen("by hand");
        }
        Health worst = registry.overallHealth();
        assertThat(worst.status()).isEqualTo(Health.Status.DOWN);
        assertThat(worst.reason())
                .startsWith("5 of 6 DOWN: a, b, c and 2 more; a is FORCED_OPEN")
                .contains("by hand");
    }

    @Test
    void shouldRefuseToRegisterANameTwice() {
        CircuitBreakerConfig other = CONFIG.toBuilder().stackTraces(true).build();
        CircuitBreaker registered = registry.register("search", other);
        assertThat(registered.config()).isSameAs(other);
        assertThat(registry.get("search")).isSameAs(registered);

        assertThatIllegalStateException()
                .isThrownBy(() -> registry.register("search", other))
                .withMessageContainingAll("\"search\"", "get(", "reconfigure(", "remove");
        assertThat(registry.get("search")).isSameAs(registered);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void shouldRefuseBlankNames(@Nullable String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.get(name))
                .withMessageContaining("name(");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(name, CONFIG))
                .withMessageContaining("name(");
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void shouldRefuseNothingAtAll() {
        assertThatNullPointerException().isThrownBy(() -> registry.register("search", null));
        assertThatNullPointerException().isThrownBy(() -> registry.onEvent(null, Runnable::run));
        assertThatNullPointerException().isThrownBy(() -> registry.onEvent(heard::add, null));
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void shouldMakeNothingByLookingOrRemoving() {
        assertThat(registry.find("search")).isEmpty();
        assertThat(registry.remove("search")).isEmpty();
        assertThat(registry.all()).isEmpty();
        assertThat(registry.health()).isEmpty();
        assertThat(registry.snapshots()).isEmpty();
        CircuitBreaker search = registry.get("search");
        assertThat(registry.find("search")).containsSame(search);
        assertThat(registry.find("Search")).isEmpty();
    }

    @Test
    void shouldForgetWhatIsRemovedAndMakeItAnew() {
        CircuitBreaker search = registry.get("search");
        assertThat(registry.remove("search")).containsSame(search);
        assertThat(registry.find("search")).isEmpty();
        assertThat(registry.get("search")).isNotSameAs(search);
        search.acquire().success();
        assertThat(search.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldTellAListenerOfAllBreakersThatAreThereAndThatCome() {
        registry.get("present");
        Registration registration = registry.onEvent(heard::add, Runnable::run);
        registry.register("coming", CONFIG);
        for (String name : List.of("present", "coming", "later")) {
            registry.get(name).acquire().failure();
            registry.get(name).reconfigure(CONFIG);
        }
        assertThat(heard)
                .extracting(BreakerEvent::breaker)
                .containsExactly("present", "present", "coming", "coming", "later", "later");
        assertThat(registration.dropped()).isZero();

        registration.close();
        registration.close();
        registry.get("present").reset("unheard");
        registry.get("much later").reset("unheard");
        assertThat(heard).hasSize(6);
    }

    @Test
    void shouldTellNothingMoreOfABreakerThatWasRemoved() {
        List<StateChange> own = new ArrayList<>();
        CircuitBreaker search = registry.get("search");
        registry.onEvent(heard::add, Runnable::run);
        search.onStateChange(own::add);
        registry.remove("search");
        search.reset("outside");
        assertThat(heard).isEmpty();
        assertThat(own).as("its own listener stays").hasSize(1);

        registry.get("search").reset("the new one");
        assertThat(heard).hasSize(1);
    }

    @Test
    void shouldShowTheHealthAndASnapshotOfAllByName() {
        registry.get("b").acquire().failure();
        registry.get("a").acquire().success();
        registry.get("c").forceOpen("by hand");

        Map<String, Health> health = registry.health();
        assertThat(health.keySet()).containsExactly("a", "b", "c");
        assertThat(health.values())
                .extracting(Health::status)
                .containsExactly(Health.Status.UP, Health.Status.DOWN, Health.Status.DOWN);
        assertThat(registry.snapshots().values())
                .extracting(Snapshot::state)
                .containsExactly(State.CLOSED, State.OPEN, State.FORCED_OPEN);
        Collection<CircuitBreaker> all = registry.all();
        assertThatThrownBy(all::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldGiveAllThreadsTheSameBreakerAndAttachEachListenerOnce() throws Exception {
        AtomicInteger events = new AtomicInteger();
        registry.onEvent(event -> events.incrementAndGet(), Runnable::run);
        for (int round = 0; round < 100; round++) {
            String name = "round " + round;
            Set<CircuitBreaker> got = ConcurrentHashMap.newKeySet();
            AtomicInteger registered = new AtomicInteger();
            Threads.run(IntStream.range(0, 4).boxed().toList(), thread -> {
                if (thread == 3) {
                    try {
                        registered.set(1 + registry.register(name, CONFIG).hashCode() % 1);
                    } catch (IllegalStateException taken) {
                        assertThat(taken).hasMessageContaining(name);
                    }
                }
                return got.add(registry.get(name));
            });
            assertThat(got).hasSize(1);
            assertThat(Optional.of(got.iterator().next())).isEqualTo(registry.find(name));
            registry.get(name).reset("once");
            assertThat(events).hasValue(round + 1);
        }
    }

    @Test
    void shouldAttachNothingAfterAListenerWasRemovedInARace() throws Exception {
        AtomicInteger events = new AtomicInteger();
        Registration[] registration = {registry.onEvent(event -> events.incrementAndGet(), Runnable::run)};
        Threads.race(2_000, (racer, round) -> {
            String name = "round " + round;
            if (racer == 0) {
                registration[0].close();
            } else {
                registry.get(name);
            }
            return () -> {
                if (racer == 0) {
                    registry.get(name).reset("unheard");
                    assertThat(events).as("round %s", round).hasValue(0);
                    registry.remove(name);
                    registration[0] = registry.onEvent(event -> events.incrementAndGet(), Runnable::run);
                }
            };
        });
    }
}
