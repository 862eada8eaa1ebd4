// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.InvalidConfigException;
import io.switchgear.recovery.ProbeGate;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bound for abandoned calls, the gate for probes and the log of changes: defaults, bounds and contradictions. */
@Tag("C60")
class AbandonedSettingTest {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @Test
    void shouldKnowTheBoundThatHolds() {
        assertThat(config(c -> c).abandonedAfter()).hasValue(Duration.ofSeconds(1));
        assertThat(config(c -> c.slowCallsOver(TWO_SECONDS)).abandonedAfter())
                .as("the threshold of slow calls")
                .hasValue(TWO_SECONDS);
        assertThat(config(c -> c.slowCallsOver(TWO_SECONDS).abandonedAfter(FIVE_SECONDS))
                        .abandonedAfter())
                .hasValue(FIVE_SECONDS);
        assertThat(config(c -> c.slowCallsOver(TWO_SECONDS).ignoreAbandonedCalls())
                        .abandonedAfter())
                .isEmpty();
    }

    @Test
    void shouldRefuseBoundsThatAreNone() {
        assertThat(problem(c -> c.abandonedAfter(Duration.ZERO)))
                .startsWith("abandonedAfter(PT0S) must be more than zero");
        assertThat(problem(c -> c.abandonedAfter(null))).startsWith("abandonedAfter(null) must not be null");
        assertThat(problem(c -> c.abandonedAfter(ConfigCheckTest.ENDLESS))).contains("at most 36500 days");
        assertThat(problem(c -> c.probesWhen(null))).startsWith("probesWhen(null) must not be null");
    }

    @Test
    void shouldRefuseABoundForWhatIsIgnored() {
        String contradiction = "abandonedAfter(PT2S) cannot be combined with ignoreAbandonedCalls()";

        assertThat(problem(c -> c.abandonedAfter(TWO_SECONDS).ignoreAbandonedCalls()))
                .startsWith(contradiction);
        assertThat(problem(c -> c.ignoreAbandonedCalls().abandonedAfter(TWO_SECONDS)))
                .startsWith(contradiction);
    }

    @Test
    void shouldLetACopyBeChangedEitherWay() {
        CircuitBreakerConfig bounded = config(c -> c.abandonedAfter(TWO_SECONDS));
        CircuitBreakerConfig ignoring =
                bounded.toBuilder().ignoreAbandonedCalls().build();

        assertThat(ignoring.abandonedAfter()).isEmpty();
        assertThat(ignoring.toBuilder().build().abandonedAfter()).isEmpty();
        assertThat(ignoring.toBuilder().abandonedAfter(FIVE_SECONDS).build().abandonedAfter())
                .hasValue(FIVE_SECONDS);
        assertThat(bounded.abandonedAfter()).hasValue(TWO_SECONDS);
    }

    @Test
    void shouldHoldNoProbeBackAndLogChangesByDefault() {
        CircuitBreakerConfig config = config(c -> c);
        ProbeGate gate = (breaker, overdue) -> TWO_SECONDS;

        assertThat(config.probeGate().holdsFor("payments", Duration.ZERO)).isZero();
        assertThat(config.logChanges()).isTrue();
        CircuitBreakerConfig other = config(c -> c.probesWhen(gate).logChanges(false));
        assertThat(other.toBuilder().build().probeGate()).isSameAs(gate);
        assertThat(other.toBuilder().build().logChanges()).isFalse();
    }

    private static CircuitBreakerConfig config(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return settings.apply(CircuitBreakerConfig.builder()).build();
    }

    private static String problem(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        InvalidConfigException refused = catchThrowableOfType(InvalidConfigException.class, () -> config(settings));
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0);
    }
}
