// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.InvalidConfigException;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private final VirtualTime time = new VirtualTime();
    private final CircuitBreaker breaker = CircuitBreaker.of("payments", config -> config.ticker(time.ticker()));

    private FleetBuilder builder() {
        return Fleet.of("shop", new InMemoryStore(time.ticker(), Runnable::run))
                .scheduler(time.scheduler())
                .ticker(time.ticker());
    }

    @Test
    void shouldTellAllMistakesAtOnceAndChangeNothing() {
        var before = breaker.config();
        assertThatThrownBy(() -> builder()
                        .quorum(Quorum.atLeast(0).share(1.5))
                        .probeEvery(Backoff.fixed(Duration.ofHours(2)))
                        .group("a\nb")
                        .instance("x".repeat(65))
                        .join(breaker))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        thrown -> assertThat(thrown.problems())
                                .hasSize(5)
                                .anySatisfy(each -> assertThat(each)
                                        .isEqualTo("quorum.least(0) must be at least 1 and at most 10000 instances"))
                                .anySatisfy(
                                        each -> assertThat(each).startsWith("quorum.share(1.5) must be more than 0"))
                                .anySatisfy(each -> assertThat(each)
                                        .startsWith("probeEvery(")
                                        .contains("at most 1 hour"))
                                .anySatisfy(each -> assertThat(each).startsWith("group(\"a b\")"))
                                .anySatisfy(each -> assertThat(each)
                                        .startsWith("instance(\"xxx")
                                        .contains("65 characters")))
                .hasMessageStartingWith("Fleet \"shop\": 5 settings are wrong");
        assertThat(breaker.config()).isSameAs(before);
    }

    @Test
    void shouldRefuseANameThatIsNoName() {
        String huge = "x\n}".repeat(5_000);
        assertThatThrownBy(() -> Fleet.of(huge, new InMemoryStore()).join(breaker))
                .isInstanceOf(InvalidConfigException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(500));
        assertThatThrownBy(() -> Fleet.of(" ", new InMemoryStore()).join(breaker))
                .hasMessageContaining("name(\" \") must not be blank");
    }

    @Test
    void shouldRefuseABreakerThatHasJoined() {
        try (Fleet first = builder().join(breaker)) {
            assertThatThrownBy(() -> builder().join(breaker))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("payments) has joined before: leave that fleet first by closing it");
            CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
            registry.register(breaker);
            assertThatThrownBy(() -> builder().join(registry)).hasMessageContaining("has joined before");
            assertThat(first.views()).hasSize(1);
        }
        builder().join(breaker).close();
    }

    @Test
    void shouldRefuseABreakerThatSheds() {
        CircuitBreaker sheds = CircuitBreaker.of(
                "search", config -> config.shedding(Shedding.excess()).ramp(Ramp.off()));
        assertThatThrownBy(() -> builder().join(sheds)).hasMessageContaining("is in shedding mode");
    }

    @Test
    void shouldRefuseAHoldWithoutTimeAuthorOrReason() {
        try (Fleet fleet = builder().join(breaker)) {
            assertThatThrownBy(() -> fleet.hold("nobody", Duration.ZERO, " ", "a\u0000b"))
                    .isInstanceOfSatisfying(
                            InvalidConfigException.class,
                            thrown -> assertThat(thrown.problems())
                                    .hasSize(4)
                                    .anySatisfy(
                                            each -> assertThat(each).startsWith("time(PT0S) must be more than zero"))
                                    .anySatisfy(each -> assertThat(each).startsWith("author(\" \") must not be blank"))
                                    .anySatisfy(each -> assertThat(each).startsWith("reason(\"a b\")"))
                                    .anySatisfy(each -> assertThat(each)
                                            .isEqualTo("breaker(nobody) has not joined: these have: payments")));
            assertThatThrownBy(() -> fleet.hold("payments", Duration.ofHours(25), "ops", "test"))
                    .hasMessageContaining("at most 24 hours");
        }
    }
}
