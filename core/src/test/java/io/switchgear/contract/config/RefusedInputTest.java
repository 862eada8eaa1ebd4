// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.InvalidConfigException;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is refused is refused in one way, with one line for each mistake and no other, and changes nothing. */
@Tag("C60")
@Tag("C66")
class RefusedInputTest {
    private static final CircuitBreakerConfig CONFIG =
            CircuitBreakerConfig.builder().build();

    private final Rig rig = new Rig(config -> config);

    @Test
    void shouldBeOneTypeThatListsTheProblems() {
        InvalidConfigException refused = refused(() -> CircuitBreakerConfig.builder()
                .window(Window.lastCalls(0))
                .maxHint(Duration.ofSeconds(-1))
                .build());

        assertThat(refused.problems()).hasSize(2);
        assertThat(refused.problems().get(0)).startsWith("window: lastCalls(0) must be at least 1");
        assertThat(refused.problems().get(1)).startsWith("maxHint(PT-1S) must be zero or more");
        assertThat(refused)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Circuit breaker configuration: 2 settings are wrong:\n  - window");
        assertThat(refused(() -> CircuitBreaker.of("payments", config -> config.window(Window.lastCalls(0))))
                        .problems())
                .hasSize(1);
    }

    @Test
    void shouldRefuseNamesReasonsAndBoundsByTheSameType() {
        Rig other = new Rig(config -> config);

        assertThat(refused(() -> CircuitBreaker.of(" ")).problems()).hasSize(1);
        assertThat(refused(() -> CircuitBreakerRegistry.ofDefaults().get("")).problems())
                .hasSize(1);
        assertThat(refused(() -> KeyedCircuitBreaker.of(" ", 0, CONFIG)).problems())
                .hasSize(2);
        assertThat(refused(() -> rig.breaker.forceOpen(" ")).problems()).hasSize(1);
        assertThat(refused(() -> rig.breaker.open(Duration.ofSeconds(-1), null)).problems())
                .hasSize(2);
        assertThat(refused(() -> rig.breaker.reconfigure(other.breaker.config()))
                        .problems())
                .singleElement()
                .asString()
                .contains("ticker(", "config().toBuilder()");
        assertThat(rig.changes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "bell\u0007", "next\u0085line", "csi\u009B31m", "sep\u2028", "\u202Eesrever"})
    void shouldRefuseNamesThatCouldForgeLines(String name) {
        InvalidConfigException refused = refused(() -> CircuitBreaker.of(name));

        assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith("name(")
                .contains("must not contain line breaks, control or invisible characters");
        assertThat(refused.getMessage().lines()).hasSize(2);
        assertThat(refused.getMessage()).doesNotContain("\u0007", "\u0085", "\u009B", "\u2028", "\u202E");
        refused(() -> CircuitBreaker.of(name, config -> config));
        refused(() -> CircuitBreakerRegistry.ofDefaults().get(name));
        refused(() -> KeyedCircuitBreaker.of(name, 10, CONFIG));
    }

    @Test
    void shouldRefuseNamesThatAreTooLong() {
        assertThat(CircuitBreaker.of("n".repeat(200)).name()).hasSize(200);
        assertThat(refused(() -> CircuitBreaker.of("n".repeat(201))).getMessage())
                .contains("must be at most 200 characters long", "201")
                .hasSizeLessThan(400);
        assertThat(KeyedCircuitBreaker.of("n".repeat(100), 1, CONFIG).name()).hasSize(100);
        assertThat(refused(() -> KeyedCircuitBreaker.of("n".repeat(101), 1, CONFIG))
                        .getMessage())
                .contains("must be at most 100 characters long", "101");
    }

    @Test
    void shouldKeepReasonsOnOneShortLine() {
        rig.breaker.forceOpen("maintenance\nforged line\u2028" + "x".repeat(10_000));

        assertThat(rig.changes.get(0).reason())
                .startsWith("forced open: maintenance forged line xxx")
                .endsWith("x…")
                .hasSize("forced open: ".length() + 500);
        refused(() -> rig.breaker.reset("\u200B\u202E"));
    }

    @Test
    void shouldReportOnlyWhatWasSetOfABackOff() {
        assertThat(problem(c -> c.openFor(Backoff.fixed(Duration.ofSeconds(-1)))))
                .startsWith("openFor: wait(PT-1S) must be zero or more");
        assertThat(problem(c -> c.openFor(Backoff.fixed(null)))).startsWith("openFor: wait(null) must not be null");
        assertThat(problem(c -> c.openFor(Backoff.fixed(ConfigCheckTest.ENDLESS))))
                .startsWith("openFor: wait(");
        assertThat(problem(c -> c.openFor(Backoff.exponential(Duration.ofMinutes(5)))))
                .as("its cap is the default")
                .startsWith("openFor: wait(PT5M) must be at most the cap, PT30S: raise the cap with upTo(Duration)");
    }

    @Test
    void shouldRefuseARampOverNoTime() {
        assertThat(problem(c -> c.ramp(Ramp.over(Duration.ZERO))))
                .isEqualTo("ramp: over(PT0S) must be more than zero: use Ramp.off(), or a longer ramp");
        assertThat(problem(c -> c.ramp(Ramp.over(Duration.ZERO).from(0.5)))).startsWith("ramp: over(PT0S)");
    }

    @Test
    void shouldSayWhatIsMissingWhereNothingIsGiven() {
        assertMissing(() -> rig.breaker.reconfigure(null), "\"payments\"", "config(null)", "config().toBuilder()");
        assertMissing(() -> CircuitBreaker.of("new", (CircuitBreakerConfig) null), "\"new\"", "config(null)");
        assertMissing(() -> CircuitBreaker.of("new", config -> null), "\"new\"", "settings", "returns it");
        assertMissing(() -> KeyedCircuitBreaker.of("hosts", 1, null), "\"hosts\"", "config(null)");
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(name -> null);
        assertThat(refused(() -> registry.get("search")).problems())
                .containsExactly(
                        "the registry's function(\"search\") returned null: it must return a configuration for each name");
        assertMissing(() -> registry.register("search", null), "\"search\"", "config(null)");
        assertThat(registry.all()).isEmpty();
        assertThat(rig.changes).isEmpty();
    }

    private static void assertMissing(ThrowingCallable input, String... said) {
        assertThatNullPointerException()
                .isThrownBy(input)
                .withMessageStartingWith("Circuit breaker \"")
                .withMessageContainingAll(said);
    }

    private static String problem(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        InvalidConfigException refused =
                refused(() -> settings.apply(CircuitBreakerConfig.builder()).build());
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0);
    }

    private static InvalidConfigException refused(ThrowingCallable input) {
        InvalidConfigException refused = catchThrowableOfType(InvalidConfigException.class, input);
        assertThat(refused).as("what refuses it").isNotNull();
        return refused;
    }
}
