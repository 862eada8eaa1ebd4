// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.model.History;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each change of state is one line of the log, and no rejection is. */
@Tag("C72")
class ChangeLogTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ManualTicker ticker = new ManualTicker();
    private final List<StateChange> changes = new ArrayList<>();

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteALineForEachChangeAWarningForATripInOrder(WayIn way) {
        CircuitBreaker breaker = breaker(config -> config.ramp(Ramp.over(Rig.WAIT)));
        Script script = new Script(way, breaker, ticker);
        script.play("SIF");
        for (int call = 0; call < 20; call++) {
            script.isAdmitted('S');
        }
        script.pass(Rig.WAIT).play("F").pass(Rig.WAIT).play("S").pass(Rig.WAIT).play("S");

        assertThat(levels(breaker)).containsExactly("WARNING", "INFO", "WARNING", "INFO", "INFO", "INFO");
        assertLoggedAsHeard(breaker);
        assertThat(BreakerLog.of(breaker.name())).as("other lines").isEmpty();
        assertThat(breaker.snapshot().totals().rejected().get(RejectionReason.OPEN))
                .as("rejections")
                .isGreaterThanOrEqualTo(20);
    }

    @Test
    void shouldWarnOfEachHoldAndOfEachOpeningByHandAndOnlyInformOfItsEnd() {
        CircuitBreaker breaker = breaker(config -> config);
        breaker.forceOpen("a");
        breaker.release("b");
        breaker.disable("c");
        breaker.reset("d");
        breaker.metricsOnly("e");
        breaker.release("f");
        breaker.open(Rig.WAIT, "g");
        breaker.openUnlessHeld(Rig.WAIT, "h");
        breaker.recover("i");
        breaker.release("held by nobody");
        assertThat(levels(breaker))
                .containsExactly("WARNING", "INFO", "WARNING", "INFO", "WARNING", "INFO", "WARNING", "WARNING", "INFO");
        assertLoggedAsHeard(breaker);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteNothingOfAShadow(WayIn way) {
        CircuitBreaker breaker = breaker(config -> config.startIn(State.METRICS_ONLY));
        new Script(way, breaker, ticker).play("F").pass(Rig.WAIT).play("SF");
        assertThat(breaker.snapshot().wouldBeTrip()).isPresent();
        assertThat(BreakerLog.changesOf(breaker.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteNothingWhereItIsSwitchedOffAlsoMeanwhile(WayIn way) {
        CircuitBreaker breaker = breaker(config -> config.logChanges(false));
        Script script = new Script(way, breaker, ticker);
        script.play("F");
        assertThat(BreakerLog.changesOf(breaker.name())).isEmpty();

        breaker.reconfigure(breaker.config().toBuilder().logChanges(true).build());
        script.pass(Rig.WAIT).play("S");
        assertThat(levels(breaker)).containsExactly("INFO", "INFO");

        breaker.reconfigure(breaker.config().toBuilder().logChanges(false).build());
        script.play("F");
        assertThat(levels(breaker)).hasSize(2);
        assertThat(changes).as("listeners hear of all").hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C5")
    void shouldDisturbNothingWhenTheLogThrows(WayIn way) {
        CircuitBreaker breaker = breaker(config -> config);
        BreakerLog.breakFor(breaker.name());
        Script script = new Script(way, breaker, ticker);
        script.play("F").pass(Rig.WAIT).play("S");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(changes).extracting(StateChange::to).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(breaker.snapshot().totals().inFlight()).isZero();
        assertThat(breaker.snapshot().userCodeFailures()).as("counted").isEqualTo(3);
        assertLoggedAsHeard(breaker);
    }

    @Test
    @Tag("C50")
    void shouldWriteThemInOrderWhenManyThreadsMakeThem() throws Exception {
        CircuitBreaker breaker = CircuitBreaker.of(
                name(),
                config ->
                        config.ticker(ticker).tripWhen(TripRule.failureCount(1)).openFor(Backoff.fixed(Duration.ZERO)));
        History history = new History();
        breaker.onEvent(history::hear, Runnable::run);
        Threads.run(IntStream.range(0, 4).boxed().toList(), thread -> {
            for (int call = 0; call < 100; call++) {
                new Script(WayIn.CALL, breaker, ticker).isAdmitted(call % 2 == 0 ? 'F' : 'S');
            }
            return null;
        });
        assertThat(history.changes()).isNotEmpty();
        assertThat(messages(breaker))
                .isEqualTo(history.changes().stream()
                        .map(change -> "Circuit breaker " + change)
                        .toList());
    }

    private void assertLoggedAsHeard(CircuitBreaker breaker) {
        assertThat(messages(breaker))
                .isEqualTo(changes.stream()
                        .map(change -> "Circuit breaker " + change)
                        .toList());
    }

    private static List<String> messages(CircuitBreaker breaker) {
        return BreakerLog.changesOf(breaker.name()).stream()
                .map(BreakerLog.Entry::message)
                .toList();
    }

    private static List<String> levels(CircuitBreaker breaker) {
        return BreakerLog.changesOf(breaker.name()).stream()
                .map(BreakerLog.Entry::level)
                .toList();
    }

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        Rig model = new Rig(settings);
        CircuitBreaker breaker = CircuitBreaker.of(
                name(), model.breaker.config().toBuilder().ticker(ticker).build());
        breaker.onStateChange(changes::add);
        return breaker;
    }

    /** No name is part of another. */
    private static String name() {
        return "log " + NUMBER.incrementAndGet() + ".";
    }
}
