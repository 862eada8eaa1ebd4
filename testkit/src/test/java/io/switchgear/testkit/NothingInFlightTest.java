// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run by itself, it leaves nothing; what it leaves when it is run by itself once more is in {@link #LEAVES}. */
class NothingInFlightTest {
    private static final ThreadLocal<Consumer<Permit>> LEAVES = new ThreadLocal<>();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker single = nothingInFlight.watch(CircuitBreaker.of("single"));
    private final CircuitBreakerRegistry registry = nothingInFlight.watch(CircuitBreakerRegistry.ofDefaults());
    private final KeyedCircuitBreaker<String> keyed = nothingInFlight.watch(
            KeyedCircuitBreaker.of("keyed", 10, CircuitBreakerConfig.builder().build()));

    @AfterEach
    void forget() {
        LEAVES.remove();
    }

    private static void end(Permit permit) {
        Consumer<Permit> end = LEAVES.get();
        if (end == null) {
            permit.success();
        } else {
            end.accept(permit);
        }
    }

    private Map<String, Throwable> leaving(String test) {
        LEAVES.set(permit -> {});
        return Runs.failuresOf(NothingInFlightTest.class, test);
    }

    @Test
    void takesOneCall() {
        end(single.acquire());
        end(single.acquire());
        single.acquire().failure();
    }

    @Test
    void takesACallOfARegistry() {
        end(registry.get("prices").acquire());
    }

    @Test
    void takesACallOfAKey() {
        end(keyed.at("apple").acquire());
    }

    @Test
    void takesACallAndFails() {
        end(single.acquire());
        if (LEAVES.get() != null) {
            throw new IllegalStateException("the test's own failure");
        }
    }

    @Test
    void shouldSayWhichBreakerHasHowManyCallsInFlight() {
        assertThat(leaving("takesOneCall").get("takesOneCall"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "takesOneCall() leaves calls in flight",
                        "\n  single: 2 in flight; single has been CLOSED for ",
                        "3 admitted: 0 successes, 1 failures")
                .hasMessageNotContaining("keyed");
    }

    @Test
    void shouldSeeTheBreakersThatARegistryMadeInTheTest() {
        assertThat(leaving("takesACallOfARegistry").get("takesACallOfARegistry"))
                .hasMessageContaining("prices: 1 in flight");
    }

    @Test
    void shouldSeeTheBreakersOfKeys() {
        assertThat(leaving("takesACallOfAKey").get("takesACallOfAKey")).hasMessageContaining("keyed: 1 in flight");
    }

    @Test
    void shouldNotHideTheTestsOwnFailure() {
        assertThat(leaving("takesACallAndFails").get("takesACallAndFails"))
                .hasMessage("the test's own failure")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("single: 1 in flight"));
    }

    @Test
    void shouldPassATestThatLeavesNothing() {
        assertThat(Runs.failuresOf(NothingInFlightTest.class, "takesOneCall")).isEmpty();
    }
}
