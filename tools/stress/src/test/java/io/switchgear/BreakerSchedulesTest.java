// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Admission and settlement, each by itself, through the whole circle of states. A whole call is not linearizable by design:
 * its outcome counts where it was admitted. It begins open and the wait is over at once, so that no time need pass. What is
 * promised at each moment is who is let in and in which state the breaker is; whether an outcome was late is known when all
 * are back.
 */
public class BreakerSchedulesTest extends SchedulesTest {
    private static final int FAILURES = 2;
    private static final int PROBES = 2;
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(
            c -> c.startIn(State.OPEN).tripWhen(TripRule.failureCount(FAILURES)).halfOpen(HalfOpen.probes(PROBES)));

    private final CircuitBreaker breaker = CircuitBreaker.of("schedules", CONFIG);
    private final List<Deque<Admission>> out = queues();

    @Override
    Class<?> specification() {
        return OneAfterTheOther.class;
    }

    @Operation
    public String admit(@Param(gen = ThreadIdGen.class) int thread) {
        Admission admission = BreakerRig.admit(breaker.machine);
        if (admission.isRefused()) {
            return String.valueOf(admission.refusedFor());
        }
        out.get(thread).add(admission);
        return "in";
    }

    @Operation
    public boolean settle(@Param(gen = ThreadIdGen.class) int thread, Outcome outcome) {
        Admission admission = out.get(thread).poll();
        if (admission != null) {
            BreakerRig.settle(admission, outcome);
        }
        return admission != null;
    }

    @Operation
    public State state() {
        return breaker.state();
    }

    @Operation
    public void reset() {
        breaker.reset("schedule");
    }

    private static <T> List<Deque<T>> queues() {
        List<Deque<T>> queues = new ArrayList<>();
        for (int thread = 0; thread < 5; thread++) {
            queues.add(new ArrayDeque<>());
        }
        return queues;
    }

    /** The states as a diagram would show them. */
    public static class OneAfterTheOther {
        private static final class Stretch {
            final State state;
            int successes;
            int failures;
            int out;

            Stretch(State state) {
                this.state = state;
            }
        }

        private final List<Deque<Stretch>> calls = queues();
        private Stretch now = new Stretch(State.OPEN);

        public String admit(int thread) {
            if (now.state == State.OPEN) {
                now = new Stretch(State.HALF_OPEN);
            }
            if (now.state == State.HALF_OPEN && now.successes + now.failures + now.out >= PROBES) {
                return "PROBES_BUSY";
            }
            now.out++;
            calls.get(thread).add(now);
            return "in";
        }

        public boolean settle(int thread, Outcome outcome) {
            Stretch admitted = calls.get(thread).poll();
            if (admitted == now) {
                count(outcome);
            }
            return admitted != null;
        }

        private void count(Outcome outcome) {
            now.out--;
            now.successes += outcome == Outcome.SUCCESS ? 1 : 0;
            now.failures += outcome == Outcome.FAILURE ? 1 : 0;
            boolean probing = now.state == State.HALF_OPEN;
            if (now.failures >= (probing ? 1 : FAILURES)) {
                now = new Stretch(State.OPEN);
            } else if (probing && now.successes == PROBES) {
                now = new Stretch(State.CLOSED);
            }
        }

        public State state() {
            return now.state;
        }

        public void reset() {
            now = new Stretch(State.CLOSED);
        }
    }
}
