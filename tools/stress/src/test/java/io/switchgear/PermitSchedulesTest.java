// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionGenerator;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A permit settles once, by whichever way comes first, and that one is counted. It is taken first and counted then, so
 * somebody who comes second and looks at once may find nothing counted yet: reads come afterwards.
 */
public class PermitSchedulesTest extends SchedulesTest {
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(c -> c);

    private final CircuitBreaker breaker = CircuitBreaker.of("permit", CONFIG);
    private final Permit permit = breaker.acquire();

    @Override
    Class<?> specification() {
        return FirstWins.class;
    }

    @Override
    Class<? extends ExecutionGenerator> scenarios() {
        return ReadsAfterwards.class;
    }

    /** What came before would have settled it. */
    @Override
    int before() {
        return 0;
    }

    @Operation
    public boolean returned() {
        return permit.returned("result");
    }

    @Operation
    public boolean threw() {
        return permit.threw(new IllegalStateException());
    }

    @Operation
    public boolean ignore() {
        return permit.ignore();
    }

    @Operation
    public void close() {
        permit.close();
    }

    @Operation
    public List<Long> read() {
        Totals totals = breaker.machine.counters.totals();
        return List.of(totals.successes(), totals.failures(), totals.ignored());
    }

    @Validate
    public void shouldBeSettledAtMostOnce() {
        Totals totals = breaker.machine.counters.totals();
        if (totals.inFlight() < 0 || totals.stale() > 0) {
            throw new IllegalStateException(totals.toString());
        }
    }

    /** The first settlement's name. */
    public static class FirstWins {
        private String first = "none";

        private boolean settle(String way) {
            boolean wins = first.equals("none");
            if (wins) {
                first = way;
            }
            return wins;
        }

        public boolean returned() {
            return settle("success");
        }

        public boolean threw() {
            return settle("failure");
        }

        public boolean ignore() {
            return settle("ignored");
        }

        public void close() {
            settle("ignored"); // given up at once
        }

        public List<Long> read() {
            return List.of(is("success"), is("failure"), is("ignored"));
        }

        private long is(String way) {
            return first.equals(way) ? 1 : 0;
        }
    }
}
