// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Made;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A listener that is told things in a wrong order, twice, or not at all. */
class EventWatchTest {
    private static final Metrics NOTHING = Metrics.builder(Window.lastCalls(10)).build();

    private final Found found = new Found();
    private final EventWatch watch = EventWatch.fromTheBeginning("prices", found.findings());

    private static StateChange change(long sequence, State from, State to) {
        return Made.change(from, to, null, NOTHING, to == State.OPEN ? Duration.ofSeconds(1) : null, sequence);
    }

    private static Reconfiguration reconfiguration(long sequence) {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder().build();
        return new Reconfiguration("prices", config, config, sequence, Instant.EPOCH);
    }

    @Test
    void shouldHoldForTheTrueOrder() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(reconfiguration(1));
        watch.accept(change(2, State.OPEN, State.HALF_OPEN));
        watch.check(() -> 0);

        found.assertHeld(Check.LISTENERS);
        assertThat(watch.heard()).isEqualTo(3);
        assertThat(watch.sequence()).isEqualTo(2);
    }

    @Test
    void shouldFindTwoChangesSwapped() {
        watch.accept(change(2, State.OPEN, State.HALF_OPEN));
        watch.accept(change(1, State.CLOSED, State.OPEN));

        found.assertBroken(Check.LISTENERS, "change 1", "after 2");
    }

    @Test
    void shouldFindAChangeToldTwice() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(change(1, State.CLOSED, State.OPEN));

        found.assertBroken(Check.LISTENERS, "change 1", "after 1 to OPEN");
    }

    @Test
    void shouldFindAChangeFromAStateInWhichTheBreakerWasNot() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(change(2, State.CLOSED, State.HALF_OPEN));

        found.assertBroken(Check.LISTENERS, "change 2", "to OPEN");
    }

    @Test
    void shouldFindAGapThatNobodyToldOf() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(change(4, State.HALF_OPEN, State.CLOSED));
        watch.check(() -> 1);

        found.assertBroken(Check.LISTENERS, "missed 2 changes", "1 were dropped");
    }

    @Test
    void shouldAllowAGapThatWasToldOf() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(change(4, State.HALF_OPEN, State.CLOSED));
        watch.check(() -> 2);

        found.assertHeld(Check.LISTENERS);
    }

    @Test
    void shouldFindAReconfigurationToldTooLate() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(reconfiguration(0));

        found.assertBroken(Check.LISTENERS, "reconfiguration after change 0", "already received 1");
    }

    @Test
    void shouldFindAListenerThatGoesOnHearingAfterItsRemoval() {
        watch.removed();
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.check(() -> 0);
        found.assertHeld(Check.LISTENERS);

        watch.accept(change(2, State.OPEN, State.HALF_OPEN));
        watch.check(() -> 0);

        found.assertBroken(Check.LISTENERS, "2 events after its removal");
    }

    @Test
    void shouldFindAListenerThatIsToldTwoThingsAtOnce() {
        EventWatch[] told = new EventWatch[1];
        Found twice = new Found();
        Findings nested = new Findings((check, figures) -> {});
        told[0] = EventWatch.fromTheBeginning("prices", new Findings((check, figures) -> {
            if (figures.contains("after 0")) {
                told[0].accept(change(1, State.CLOSED, State.OPEN)); // comes in while the first is being told
            } else {
                twice.findings().hold(check, false, () -> figures);
            }
        }));

        told[0].accept(change(-1, State.CLOSED, State.OPEN));

        twice.assertBroken(Check.LISTENERS, "two events at once");
        assertThat(nested.broken()).isZero();
    }

    @Test
    void shouldFindATripThatItsFiguresDoNotBearOut() {
        StateChange trip =
                Made.change(State.CLOSED, State.OPEN, TripRule.failureCount(3), NOTHING, Duration.ofSeconds(1), 1);

        EventWatch.trip("prices", trip, found.findings());

        found.assertBroken(Check.TRIP, "FailureCount", "failures=0");
    }

    @Test
    void shouldFindAListenerThatDidNotHearOfEverything() {
        watch.accept(change(1, State.CLOSED, State.OPEN));
        watch.accept(reconfiguration(1));
        watch.complete(0, 1);
        watch.accept(change(3, State.HALF_OPEN, State.CLOSED));
        watch.complete(1, 1);
        found.assertHeld(Check.LISTENERS);

        watch.complete(0, 1);

        found.assertBroken(Check.LISTENERS, "knows of 3 events", "3 changes and 1 reconfigurations");
    }

    @Test
    void shouldFindListenersThatDisagree() {
        EventWatch other = EventWatch.fromTheBeginning("prices", found.findings());
        watch.accept(change(1, State.CLOSED, State.OPEN));
        other.accept(change(1, State.CLOSED, State.OPEN));
        watch.agree(other);
        found.assertHeld(Check.LISTENERS);
        other.accept(change(2, State.OPEN, State.HALF_OPEN));

        watch.agree(other);

        found.assertBroken(Check.LISTENERS, "up to change 1", "up to 2");
    }
}
