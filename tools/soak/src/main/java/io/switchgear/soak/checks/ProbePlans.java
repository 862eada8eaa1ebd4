// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.recovery.HalfOpen;
import java.util.ArrayList;
import java.util.List;

/** The half-open settings of a breaker over time, and when each may have been in force. Not thread-safe. */
final class ProbePlans {
    private static final long STILL = Long.MAX_VALUE;

    private record Plan(HalfOpen plan, long fromNanos, long untilNanos) {
        boolean mayHaveBeenInForce(long firstNanos, long lastNanos) {
            return fromNanos - lastNanos <= 0 && (untilNanos == STILL || untilNanos - firstNanos >= 0);
        }
    }

    private final List<Plan> plans = new ArrayList<>();

    /** A configuration with this plan is about to be set. */
    void begins(HalfOpen plan, long nowNanos) {
        plans.add(new Plan(plan, nowNanos, STILL));
    }

    /** The configuration has been set: the earlier ones are no longer in force. */
    void isInForce(long nowNanos) {
        for (int i = 0; i < plans.size() - 1; i++) {
            Plan before = plans.get(i);
            if (before.untilNanos == STILL) {
                plans.set(i, new Plan(before.plan, before.fromNanos, nowNanos));
            }
        }
    }

    /** The plans of which one was in force when something began between these times. */
    List<HalfOpen> between(long firstNanos, long lastNanos) {
        return plans.stream()
                .filter(plan -> plan.mayHaveBeenInForce(firstNanos, lastNanos))
                .map(Plan::plan)
                .toList();
    }

    void forgetOld() {
        plans.removeIf(plan -> plan.untilNanos != STILL);
    }
}
