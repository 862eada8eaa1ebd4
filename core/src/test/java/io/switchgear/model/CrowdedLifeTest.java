// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Registration;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads, all states, time going on: what must hold however they meet. */
@Tag("C1")
@Tag("C30")
@Tag("C31")
@Tag("C34")
@Tag("C50")
@Tag("C70")
class CrowdedLifeTest {
    private static final int THREADS = 4;
    private static final int CALLS = 3_000;
    private static final HalfOpen PLAN =
            HalfOpen.probes(3).required(2).concurrent(2).probeTimeout(Duration.ofNanos(40));

    private final Rig rig =
            new Rig(config -> config.openFor(Backoff.fixed(Duration.ofNanos(5))).halfOpen(PLAN));

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsBooksAndItsPlanWhateverMeets(WayIn way) throws Exception {
        List<StateChange> changes = new ArrayList<>();
        Registration registration = rig.breaker.onStateChange(changes::add);
        Threads.run(IntStream.range(0, THREADS).boxed().toList(), thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            for (int i = 0; i < CALLS; i++) {
                Outcome outcome = Outcome.values()[random.nextInt(3)];
                int nanos = random.nextInt(4) == 0 ? random.nextInt(30) : 0;
                try {
                    rig.call(way, outcome, () -> rig.advance(Duration.ofNanos(nanos)));
                } catch (CallNotPermittedException rejection) {
                    assertThat(rejection.state()).isNotEqualTo(State.CLOSED);
                    rig.advance(Duration.ofNanos(1));
                }
            }
            return thread;
        });

        Snapshot snapshot = rig.breaker.snapshot();
        assertThat(snapshot.inFlight()).isZero();
        assertThat(snapshot.userCodeFailures()).isZero();
        assertThat(changes).hasSizeGreaterThan(100);
        assertThat(changes).extracting(StateChange::to).contains(State.CLOSED);
        assertThat(missing(changes)).as("changes not heard").isEqualTo(registration.dropped());
        changes.stream().filter(change -> change.from() == State.HALF_OPEN).forEach(this::assertThatPlanWasFollowed);
    }

    /** How many are missing in a row of changes, each of which begins where the one before has led. */
    private static long missing(List<StateChange> changes) {
        StateChange before = changes.get(0);
        long missing = before.sequence() - 1;
        for (StateChange change : changes.subList(1, changes.size())) {
            long between = change.sequence() - before.sequence() - 1;
            assertThat(between).as("between %s and %s", before, change).isNotNegative();
            if (between == 0) {
                assertThat(change.from()).isEqualTo(before.to());
            }
            missing += between;
            before = change;
        }
        return missing;
    }

    /** Exactly as many successes as are required close it; exactly one failure too many opens it, or silence does. */
    private void assertThatPlanWasFollowed(StateChange change) {
        long successes = change.metrics().successes();
        long failures = change.metrics().failures();
        if (change.to() == State.CLOSED) {
            assertThat(successes).as(change.toString()).isEqualTo(PLAN.required());
            assertThat(failures).as(change.toString()).isLessThanOrEqualTo(PLAN.probes() - PLAN.required());
        } else if (change.reason().startsWith("no probe succeeded or failed within 40 ns, ")) {
            assertThat(failures).as(change.toString()).isLessThanOrEqualTo(PLAN.probes() - PLAN.required());
            assertThat(successes).as(change.toString()).isLessThan(PLAN.required());
        } else {
            assertThat(failures).as(change.toString()).isEqualTo(PLAN.probes() - PLAN.required() + 1);
            assertThat(successes).as(change.toString()).isLessThan(PLAN.required());
        }
    }
}
