// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.AllOf;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.TripRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A configuration that has been built does not change, and holds nothing that is missing. */
@Tag("C60")
class ConfigHoldsTest {

    @Test
    void shouldNotChangeWithTheListsItWasGiven() {
        for (boolean any : new boolean[] {true, false}) {
            List<TripRule> rules = new ArrayList<>(List.of(TripRule.failureCount(2)));
            CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                    .tripWhen(any ? new AnyOf(rules) : new AllOf(rules))
                    .build();
            CircuitBreaker before = CircuitBreaker.of("before", config);
            rules.set(0, TripRule.failureCount(1));

            for (CircuitBreaker breaker : List.of(before, CircuitBreaker.of("after", config))) {
                new Script(WayIn.CALL, breaker, new ManualTicker()).play("F");
                assertThat(breaker.state()).as("%s, any of: %s", breaker, any).isEqualTo(State.CLOSED);
            }
        }
    }

    @Test
    void shouldNotAcceptABackOffWithoutAFunction() {
        assertThatThrownBy(() ->
                        CircuitBreakerConfig.builder().openFor(Backoff.of(null)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("openFor", "null");
    }
}
