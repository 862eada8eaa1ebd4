// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that know from elsewhere move the breaker of one key, and are told where a key has none. */
@Tag("C41")
@Tag("C65")
class KeyedOutsideMovesTest {
    private static final Duration ELSEWHERE = Duration.ofSeconds(4);
    private static final int PLACES = 3;

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreakerConfig config =
            new Rig(config -> config.ticker(ticker).tripWhen(TripRule.failureCount(1))).breaker.config();
    private final KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("hosts", PLACES, config);

    private State state(String key) {
        return keyed.snapshot(key).orElseThrow().state();
    }

    private Object succeed(WayIn way, String key) throws Exception {
        return way.through(keyed.at(key), () -> "fine");
    }

    private void fail(String key) {
        keyed.at(key).acquire().failure();
    }

    private String rejection(String key) {
        return keyed.at(key).attempt(() -> "in").fold(in -> "in", failed -> "failed", Throwable::getMessage);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenOneKeyForATimeAndNoOther(WayIn way) throws Exception {
        succeed(way, "a");
        succeed(way, "b");
        assertThat(keyed.openUnlessHeld("a", ELSEWHERE, "others see it down")).contains(true);

        ticker.advance(ELSEWHERE.minusNanos(1));
        assertThat(rejection("a"))
                .isEqualTo("hosts[a] has been OPEN for 4 s: opened: others see it down; next probe in 1 ns");
        assertThat(state("b")).isEqualTo(State.CLOSED);
        assertThat(keyed.snapshot().overflow().state()).isEqualTo(State.CLOSED);
        ticker.advance(Duration.ofNanos(1));
        assertThat(succeed(way, "a")).isEqualTo("fine");
        assertThat(state("a")).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenAKeyThatNobodyHasCalled(WayIn way) throws Exception {
        assertThat(keyed.openUnlessHeld("new", ELSEWHERE, "others see it down")).contains(true);
        assertThat(rejection("new")).contains("others see it down");
        for (int key = 0; key < 10; key++) {
            succeed(way, "stranger " + key);
        }
        assertThat(state("new")).as("never evicted before its time").isEqualTo(State.OPEN);
        ticker.advance(ELSEWHERE);
        assertThat(succeed(way, "new")).isEqualTo("fine");
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndTheOutageOfOneKeyAndOfNoOther(WayIn way) throws Exception {
        fail("a");
        fail("b");
        assertThat(keyed.recover("a", "others see it up")).contains(true);
        assertThat(succeed(way, "a")).isEqualTo("fine");
        assertThat(state("a")).isEqualTo(State.CLOSED);
        assertThat(state("b")).isEqualTo(State.OPEN);
        assertThat(keyed.recover("a", "once more")).as("without an outage").contains(false);
    }

    @Test
    void shouldRampUpWhereTheKeyHasARamp() {
        keyed.reconfigure(config.toBuilder().ramp(Ramp.over(ELSEWHERE)).build());
        fail("a");
        assertThat(keyed.recover("a", "others see it up")).contains(true);
        assertThat(state("a")).isEqualTo(State.HALF_OPEN);
        assertThat(keyed.snapshot("a").orElseThrow().rampShare()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldBreakNoHoldOfAKeyOrOfAll(State held) {
        switch (held) {
            case FORCED_OPEN -> keyed.forceOpen("a", "maintenance");
            case DISABLED -> keyed.disable("a", "maintenance");
            default -> keyed.metricsOnly("a", "maintenance");
        }
        assertThat(keyed.openUnlessHeld("a", ELSEWHERE, "others see it down")).contains(false);
        assertThat(keyed.recover("a", "others see it up")).contains(false);
        assertThat(state("a")).isEqualTo(held);

        switch (held) {
            case FORCED_OPEN -> keyed.forceOpen("maintenance");
            case DISABLED -> keyed.disable("maintenance");
            default -> keyed.metricsOnly("maintenance");
        }
        assertThat(keyed.openUnlessHeld("later", ELSEWHERE, "others see it down"))
                .contains(false);
        assertThat(state("later")).isEqualTo(held);
    }

    @Test
    void shouldTellWhereAKeyHasNoBreaker() {
        assertThat(keyed.recover("unknown", "others see it up")).isEmpty();
        assertThat(keyed.snapshot("unknown")).as("none is made").isEmpty();
        for (String key : List.of("a", "b", "c")) {
            fail(key);
        }
        KeyedSnapshot<String> before = keyed.snapshot();
        assertThat(keyed.openUnlessHeld("d", ELSEWHERE, "others see it down"))
                .as("no place")
                .isEmpty();
        assertThat(keyed.recover("d", "others see it up")).isEmpty();
        assertThat(keyed.snapshot()).isEqualTo(before);
    }

    @Test
    void shouldTellListenersThatItCameFromOutside() {
        StateChange[] last = new StateChange[1];
        keyed.onEvent(
                event -> {
                    if (event instanceof StateChange change) {
                        last[0] = change;
                    }
                },
                Runnable::run);
        keyed.openUnlessHeld("a", ELSEWHERE, "others see it down");
        assertThat(last[0].kind()).isEqualTo(StateChange.Kind.EXTERNAL);
        assertThat(last[0].breaker()).isEqualTo("hosts[a]");
        assertThat(last[0].openFor()).contains(ELSEWHERE);
        keyed.recover("a", "others see it up");
        assertThat(last[0].kind()).isEqualTo(StateChange.Kind.EXTERNAL);
        assertThat(last[0].to()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldSayAllThatIsWrongAndChangeNothing() {
        fail("a");
        KeyedSnapshot<String> before = keyed.snapshot();
        for (String key : List.of("a", "new")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> keyed.openUnlessHeld(key, Duration.ofSeconds(-1), " "))
                    .withMessageContainingAll("\"hosts\"", "wait(PT-1S)", "reason(\" \") must not be blank");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> keyed.recover(key, "\t"))
                    .withMessageContainingAll("\"hosts\"", "reason(");
        }
        assertThatNullPointerException().isThrownBy(() -> keyed.openUnlessHeld(null, ELSEWHERE, "why"));
        assertThatNullPointerException().isThrownBy(() -> keyed.recover(null, "why"));
        assertThat(keyed.snapshot()).isEqualTo(before);
    }
}
