// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.BuiltIn;
import io.switchgear.support.Durations;
import io.switchgear.support.RuleFacts;
import io.switchgear.trip.AllOf;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a configuration's trip rule. An outermost any-of is split up, because each of its rules is evaluated from its
 * own minimum on. Immutable.
 */
final class TripEvaluator {
    static final long NO_LIMIT = 0;
    /** Evaluates all rules, including those without a minimum, which no window content can rule out. */
    static final long ALL_RULES = -1;
    /** Above every share, so that nothing exceeds it. */
    private static final double NO_THRESHOLD = 2;
    /** The failure rate from which calls are shed if no rule has a rate. */
    private static final double DEFAULT_THRESHOLD = 0.5;

    private final Alternative[] alternatives;
    /** The number of calls in the window from which a call that is neither failed nor slow can no longer trip a rule. */
    final int warmUpCalls;
    /** Whether a slow probe is a failure. */
    final boolean judgesSlowCalls;

    /** The age from which calls are stuck; {@link #NO_LIMIT} if no rule asks for it. */
    final long longestNanos;

    /** Whether a rule may read the calls in flight, which takes a sum over all counters; only user-defined rules may. */
    final boolean mayAskOfCallsOut;

    /** The lowest failure rate and the lowest slow-call rate that a rule has as its threshold; 1 and more if none has. */
    private final double failureThreshold;

    private final double slowThreshold;
    /** The same evaluator without the rules that have such thresholds; this object if that makes no difference. */
    private final TripEvaluator besideRates;

    private record Alternative(TripRule rule, int minimumCalls, boolean asksAges) {}

    TripEvaluator(TripRule rule) {
        this(rule, false);
    }

    private TripEvaluator(TripRule rule, boolean withoutRates) {
        List<Alternative> apart = new ArrayList<>();
        takeApart(rule, apart);
        if (withoutRates) {
            apart.removeIf(each -> judgesShares(each.rule));
        }
        this.alternatives = apart.toArray(Alternative[]::new);
        this.warmUpCalls =
                apart.stream().mapToInt(Alternative::minimumCalls).max().orElse(0);
        Traits all = new Traits();
        leaves(rule).forEach(all::add);
        this.judgesSlowCalls = all.judgesSlowCalls;
        this.longestNanos = all.longestNanos;
        this.mayAskOfCallsOut = all.readsEverything;
        this.failureThreshold = all.judgesShares() ? all.failureThreshold : DEFAULT_THRESHOLD;
        this.slowThreshold = all.slowThreshold;
        this.besideRates = withoutRates || !all.judgesShares() ? this : new TripEvaluator(rule, true);
    }

    /** Whether a rule, or one of the rules that it joins, has a rate as its threshold. */
    static boolean judgesShares(TripRule rule) {
        Traits all = new Traits();
        leaves(rule).forEach(all::add);
        return all.judgesShares();
    }

    /** The rules to evaluate in addition to {@link #excess}. */
    TripEvaluator besideRates() {
        return besideRates;
    }

    /** The excess of failures and slow calls over the thresholds: 0 at the threshold, 1 when all calls fail. */
    double excess(double failureRate, double slowRate) {
        return Math.max(over(failureRate, failureThreshold), over(slowRate, slowThreshold));
    }

    private static double over(double rate, double threshold) {
        return rate < threshold ? 0 : threshold == 1 ? 1 : 1 - (1 - rate) / (1 - threshold);
    }

    /**
     * The data that a set of rules needs, as each rule describes it. User-defined rules may read everything. Not
     * thread-safe.
     */
    private static final class Traits implements RuleFacts {
        boolean judgesSlowCalls;
        boolean readsEverything;
        long longestNanos = NO_LIMIT;
        double failureThreshold = NO_THRESHOLD;
        double slowThreshold = NO_THRESHOLD;

        boolean judgesShares() {
            return failureThreshold != NO_THRESHOLD || slowThreshold != NO_THRESHOLD;
        }

        static boolean asksAges(TripRule rule) {
            Traits traits = new Traits();
            traits.add(rule);
            return traits.longestNanos != NO_LIMIT;
        }

        void add(TripRule rule) {
            if (rule instanceof BuiltIn known) {
                known.tell(this);
            } else {
                readsEverything = true;
            }
        }

        @Override
        public void judgesSlowCalls(String setting, double share) {
            judgesSlowCalls = true;
            slowThreshold = Math.min(slowThreshold, share);
        }

        @Override
        public void judgesFailures(double share) {
            failureThreshold = Math.min(failureThreshold, share);
        }

        @Override
        public void looksAtAges(String setting, @Nullable Duration limit) {
            longestNanos = limit == null ? longestNanos : Durations.nanos(limit);
        }

        @Override
        public void readsEverything() {
            readsEverything = true;
        }
    }

    private static void takeApart(TripRule rule, List<Alternative> apart) {
        if (rule instanceof AnyOf any) {
            any.rules().forEach(each -> takeApart(each, apart));
        } else {
            int minimum = leaves(rule).mapToInt(TripRule::minimumCalls).max().orElse(0);
            apart.add(new Alternative(rule, minimum, leaves(rule).anyMatch(Traits::asksAges)));
        }
    }

    /** The rules in the tree, without the any-ofs and all-ofs. */
    static Stream<TripRule> leaves(TripRule rule) {
        if (rule instanceof AnyOf any) {
            return any.rules().stream().flatMap(TripEvaluator::leaves);
        }
        return rule instanceof AllOf all ? all.rules().stream().flatMap(TripEvaluator::leaves) : Stream.of(rule);
    }

    /**
     * The first rule that trips after a call, or {@code null}. Rules about the age of calls are not evaluated here.
     *
     * @param highWaterMarkBefore the most calls that the window had held before this call; rules whose minimum is not above it are
     *     skipped. {@link #ALL_RULES} evaluates them all.
     */
    @Nullable
    TripRule tripped(Metrics metrics, long highWaterMarkBefore, Callbacks callbacks) {
        for (Alternative each : alternatives) {
            if (!each.asksAges && each.minimumCalls > highWaterMarkBefore && holds(each.rule, metrics, callbacks)) {
                return each.rule;
            }
        }
        return null;
    }

    /** The same from single figures, if all rules are built in: no object is created to evaluate them. */
    @Nullable
    TripRule tripped(long calls, long failures, long slowCalls, long run, long runSpanNanos, long highWaterMarkBefore) {
        for (Alternative each : alternatives) {
            if (!each.asksAges
                    && each.minimumCalls > highWaterMarkBefore
                    && each.rule instanceof BuiltIn known
                    && known.holds(calls, failures, slowCalls, run, runSpanNanos)) {
                return each.rule;
            }
        }
        return null;
    }

    /** The first rule about the age of calls that trips, or {@code null}. */
    @Nullable
    TripRule trippedByAge(Metrics metrics, Callbacks callbacks) {
        for (Alternative each : alternatives) {
            if (each.asksAges && holds(each.rule, metrics, callbacks)) {
                return each.rule;
            }
        }
        return null;
    }

    /** The first rule whose condition holds now, whether or not it is due for evaluation, or {@code null}. */
    @Nullable
    TripRule holding(Metrics metrics, Callbacks callbacks) {
        TripRule rule = tripped(metrics, ALL_RULES, callbacks);
        return rule == null ? trippedByAge(metrics, callbacks) : rule;
    }

    private static boolean holds(TripRule rule, Metrics metrics, Callbacks callbacks) {
        if (rule instanceof AnyOf any) {
            return any.rules().stream().anyMatch(each -> holds(each, metrics, callbacks));
        }
        if (rule instanceof AllOf all) {
            return all.rules().stream().allMatch(each -> holds(each, metrics, callbacks));
        }
        return callbacks.trips(rule, metrics);
    }
}
