// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.BreakerEvent;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator does to a keyed breaker what can be done to any breaker: to one key, or to all there are and will be. */
@Tag("C65")
class KeyedByHandTest {
    private static final String WHY = "maintenance";

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreakerConfig config =
            new Rig(config -> config.ticker(ticker).tripWhen(TripRule.failureCount(1))).breaker.config();
    private final CircuitBreakerConfig other =
            config.toBuilder().tripWhen(TripRule.failureCount(2)).build();
    private final KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("hosts", 3, config);

    /** The moves that hold a breaker in a state. */
    private enum Hold {
        FORCED_OPEN(State.FORCED_OPEN),
        DISABLED(State.DISABLED),
        METRICS_ONLY(State.METRICS_ONLY);

        private final State state;

        Hold(State state) {
            this.state = state;
        }

        boolean one(KeyedCircuitBreaker<String> keyed, String key, String why) {
            return switch (this) {
                case FORCED_OPEN -> keyed.forceOpen(key, why);
                case DISABLED -> keyed.disable(key, why);
                case METRICS_ONLY -> keyed.metricsOnly(key, why);
            };
        }

        void all(KeyedCircuitBreaker<String> keyed, String why) {
            switch (this) {
                case FORCED_OPEN -> keyed.forceOpen(why);
                case DISABLED -> keyed.disable(why);
                case METRICS_ONLY -> keyed.metricsOnly(why);
            }
        }
    }

    private State state(String key) {
        return keyed.snapshot(key).orElseThrow().state();
    }

    private State overflow() {
        return keyed.snapshot().overflow().state();
    }

    private void call(String key) {
        keyed.at(key).tryAcquire().ifPresent(Permit::success);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldOneKeyUntilItIsReleasedOrReset(Hold hold) {
        call("a");
        assertThat(hold.one(keyed, "a", WHY)).isTrue();
        assertThat(hold.one(keyed, "new", WHY)).isTrue();
        call("b");
        assertThat(state("a")).isEqualTo(hold.state);
        assertThat(state("new")).isEqualTo(hold.state);
        assertThat(state("b")).isEqualTo(State.CLOSED);
        assertThat(overflow()).isEqualTo(State.CLOSED);
        for (int key = 0; key < 10; key++) {
            call("stranger " + key);
        }
        assertThat(state("a")).as("never evicted").isEqualTo(hold.state);
        assertThat(state("new")).as("never evicted").isEqualTo(hold.state);

        assertThat(keyed.release("a", "over")).isTrue();
        assertThat(keyed.reset("new", "over")).isTrue();
        assertThat(state("a")).isEqualTo(State.CLOSED);
        assertThat(state("new")).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldAllKeysAndThoseToComeAndTheOverflow(Hold hold) {
        call("a");
        keyed.disable("b", "before, on its own");
        hold.all(keyed, WHY);
        for (String key : List.of("a", "b", "later")) {
            keyed.at(key).tryAcquire().ifPresent(Permit::failure); // cannot make room for another
            assertThat(state(key)).as(key).isEqualTo(hold.state);
        }
        assertThat(keyed.at("without a place").tryAcquire().isPresent()).isEqualTo(hold != Hold.FORCED_OPEN);
        assertThat(keyed.snapshot("without a place")).isEmpty();
        assertThat(overflow()).isEqualTo(hold.state);

        keyed.release("over");
        for (String key : List.of("a", "b", "later")) {
            assertThat(state(key)).as(key).isEqualTo(State.CLOSED);
        }
        assertThat(overflow()).isEqualTo(State.CLOSED);
        ticker.advance(Duration.ofSeconds(1));
        call("much later");
        assertThat(state("much later")).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldMakeRoomAlsoWhereAllKeysAreInShadowMode() {
        keyed.metricsOnly(WHY);
        keyed.at("failing").acquire().failure();
        for (int key = 0; key < 10; key++) {
            call("stranger " + key);
        }
        assertThat(state("failing")).isEqualTo(State.METRICS_ONLY);
        assertThat(state("stranger 9")).isEqualTo(State.METRICS_ONLY);
        assertThat(keyed.snapshot().evicted()).isEqualTo(8);
        assertThat(keyed.snapshot().overflow().totals().admitted()).isZero();
    }

    @Test
    void shouldWriteNoLineOfTheLogForAKeyThatBeginsHeld() {
        BreakerLog.keepQuiet();
        KeyedCircuitBreaker<String> logged = KeyedCircuitBreaker.of("logged", 3, config);
        logged.forceOpen(WHY);
        assertThat(logged.at("later").tryAcquire()).isEmpty();
        assertThat(BreakerLog.changesOf("logged[later]")).isEmpty();
        logged.release("later", "over");
        assertThat(BreakerLog.changesOf("logged[later]")).hasSize(1);
        assertThat(BreakerLog.changesOf("logged[*]")).hasSize(1);
    }

    @Test
    void shouldTellWhyInTheRejectionOfAKeyThatCameLater() {
        keyed.forceOpen(WHY);
        assertThat(keyed.at("later")
                        .attempt(() -> "in")
                        .fold(r -> "in", f -> "failed", CallNotPermittedException::getMessage))
                .contains("hosts[later]", WHY);
    }

    @Test
    void shouldOpenOneKeyOrAllForATime() {
        Duration wait = Duration.ofMinutes(1);
        assertThat(keyed.open("a", wait, WHY)).isTrue();
        assertThat(state("a")).isEqualTo(State.OPEN);
        assertThat(keyed.snapshot("a").orElseThrow().nextProbeIn()).contains(wait);

        keyed.open(wait, WHY);
        assertThat(overflow()).isEqualTo(State.OPEN);
        ticker.advance(Duration.ofSeconds(20));
        assertThat(keyed.at("b").tryAcquire()).isEmpty();
        assertThat(keyed.snapshot("b").orElseThrow().nextProbeIn()).contains(Duration.ofSeconds(40));
        ticker.advance(Duration.ofSeconds(40));
        call("c");
        assertThat(state("c")).as("comes when the time is over").isEqualTo(State.CLOSED);
        call("b");
        assertThat(state("b")).as("was closed by its probe").isEqualTo(State.CLOSED);
    }

    @Test
    void shouldResetOneKeyOrAll() {
        keyed.at("a").acquire().failure();
        keyed.at("b").acquire().failure();
        keyed.forceOpen("c", WHY);
        keyed.at("without a place").acquire().failure();
        assertThat(keyed.reset("a", "repaired")).isTrue();
        assertThat(state("a")).isEqualTo(State.CLOSED);
        assertThat(state("b")).isEqualTo(State.OPEN);
        keyed.reset("all repaired");
        assertThat(state("b")).isEqualTo(State.CLOSED);
        assertThat(state("c")).isEqualTo(State.CLOSED);
        assertThat(overflow()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldReconfigureAllKeysAndThoseToComeAndTheOverflow() {
        call("a");
        List<BreakerEvent> heard = new ArrayList<>();
        keyed.onEvent(heard::add, Runnable::run);
        keyed.reconfigure("a", config.toBuilder().stackTraces(true).build());
        keyed.reconfigure(other);
        assertThat(keyed.config()).isSameAs(other);
        for (String key : List.of("a", "later")) {
            keyed.at(key).acquire().failure();
            assertThat(state(key)).as(key).isEqualTo(State.CLOSED);
            keyed.at(key).acquire().failure();
            assertThat(state(key)).as(key).isEqualTo(State.OPEN);
        }
        assertThat(heard).filteredOn(event -> event instanceof Reconfiguration).hasSize(3);
    }

    @Test
    void shouldKeepAKeyThatHasAConfigurationOfItsOwn() {
        assertThat(keyed.reconfigure("own", other)).isTrue();
        for (int key = 0; key < 10; key++) {
            call("stranger " + key);
        }
        keyed.at("own").acquire().failure();
        assertThat(state("own")).as("tolerates one failure").isEqualTo(State.CLOSED);
        keyed.reset("own", "next");
        assertThat(keyed.reconfigure("own", keyed.config())).isTrue();
        for (int key = 0; key < 10; key++) {
            call("stranger " + key);
        }
        assertThat(keyed.snapshot("own")).as("is like others again").isEmpty();
    }

    @Test
    void shouldRefuseWhatHasNoPlaceOrNoBreaker() {
        for (String key : List.of("a", "b", "c")) {
            keyed.at(key).acquire().failure();
        }
        assertThat(keyed.open("d", Duration.ZERO, WHY)).isFalse();
        assertThat(keyed.forceOpen("d", WHY)).isFalse();
        assertThat(keyed.disable("d", WHY)).isFalse();
        assertThat(keyed.metricsOnly("d", WHY)).isFalse();
        assertThat(keyed.reconfigure("d", other)).isFalse();
        assertThat(keyed.release("d", WHY)).isFalse();
        assertThat(keyed.reset("d", WHY)).isFalse();
        assertThat(keyed.snapshot("d")).isEmpty();
        assertThat(keyed.snapshot().keys()).isEqualTo(3);
    }

    @Test
    void shouldFindAPlaceForAMoveByHandAmongAllKeysHoweverMany() {
        KeyedCircuitBreaker<Integer> many = KeyedCircuitBreaker.of("many", 2_000, config);
        for (int key = 0; key < 2_000; key++) {
            many.at(key).acquire().failure();
        }
        many.reset(1_999, "repaired");
        assertThat(many.forceOpen(-1, WHY)).isTrue();
        assertThat(many.snapshot(-1).orElseThrow().state()).isEqualTo(State.FORCED_OPEN);
        assertThat(many.snapshot(1_999)).isEmpty();
    }

    @Test
    void shouldRefuseNonsenseBeforeAnythingIsDone() {
        call("a");
        ManualTicker elsewhere = new ManualTicker();
        CircuitBreakerConfig wrong = config.toBuilder().ticker(elsewhere).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyed.reconfigure(wrong))
                .withMessageContainingAll("\"hosts\"", "ticker(");
        assertThatIllegalArgumentException().isThrownBy(() -> keyed.reconfigure("b", wrong));
        assertThatNullPointerException()
                .isThrownBy(() -> keyed.reconfigure(null))
                .withMessageContaining("config");
        assertThatIllegalArgumentException().isThrownBy(() -> keyed.open(Duration.ofSeconds(-1), " "));
        for (Function<String, Object> move : List.<Function<String, Object>>of(
                why -> keyed.forceOpen("b", why),
                why -> keyed.disable("b", why),
                why -> keyed.metricsOnly("b", why),
                why -> keyed.release("b", why),
                why -> keyed.reset("b", why),
                why -> keyed.open("b", Duration.ZERO, why),
                why -> all(() -> keyed.forceOpen(why)),
                why -> all(() -> keyed.disable(why)),
                why -> all(() -> keyed.metricsOnly(why)),
                why -> all(() -> keyed.release(why)),
                why -> all(() -> keyed.reset(why)),
                why -> all(() -> keyed.open(Duration.ZERO, why)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> move.apply(" "))
                    .withMessageContainingAll("\"hosts\"", "reason(");
        }
        assertThatNullPointerException().isThrownBy(() -> keyed.disable(null, WHY));
        assertThat(state("a")).isEqualTo(State.CLOSED);
        assertThat(keyed.snapshot("b")).isEmpty();
        call("c");
        assertThat(state("c")).isEqualTo(State.CLOSED);
    }

    private static Object all(Runnable move) {
        move.run();
        return "done";
    }
}
