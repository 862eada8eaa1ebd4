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
 * Asks a configuration's trip rule. Its outermost any-of is taken apart, since each of those rules is asked from its own
 * minimum on. Immutable.
 */
final class TripEvaluator {
    static final long NO_LIMIT = 0;
    /** Asks all rules, those without a minimum too, which are in no window's hands. */
    static final long ALL_RULES = -1;
    /** Above every share, so that nothing exceeds it. */
    private static final double NO_THRESHOLD = 2;
    /** From this failure rate on calls are shed where no rule has a rate. */
    private static final double DEFAULT_THRESHOLD = 0.5;

    private final Alternative[] alternatives;
    /** From this many calls in the window on, a call that is neither failed nor slow trips nothing any more. */
    final int warmUpCalls;
    /** Whether a slow probe is a failure. */
    final boolean judgesSlowCalls;

    /** The age from which calls are stuck; {@link #NO_LIMIT} where no rule asks. */
    final long longestNanos;

    /** Whether a rule may look at the calls that are out, which takes a sum over all counters; only rules of users may. */
    final boolean mayAskOfCallsOut;

    /** The lowest failure rate and the lowest slow-call rate that a rule has as its threshold; 1 and more where none has. */
    private final double failureThreshold;

    private final double slowThreshold;
    /** The same without the rules that have such thresholds; itself where that makes no difference. */
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

    /** Whether a rule, or one of those that it joins, has a rate as its threshold. */
    static boolean judgesShares(TripRule rule) {
        Traits all = new Traits();
        leaves(rule).forEach(all::add);
        return all.judgesShares();
    }

    /** The rules to ask beside {@link #excess}. */
    TripEvaluator besideRates() {
        return besideRates;
    }

    /** By how much failures and slow calls exceed the thresholds: 0 at the threshold, 1 when all calls fail. */
    double excess(double failureRate, double slowRate) {
        return Math.max(over(failureRate, failureThreshold), over(slowRate, slowThreshold));
    }

    private static double over(double rate, double threshold) {
        return rate < threshold ? 0 : threshold == 1 ? 1 : 1 - (1 - rate) / (1 - threshold);
    }

    /** What some rules ask for, by what each tells about itself. Rules of users may read everything. Not thread-safe. */
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

    /** The rules that the tree is made of, without the any-ofs and all-ofs. */
    static Stream<TripRule> leaves(TripRule rule) {
        if (rule instanceof AnyOf any) {
            return any.rules().stream().flatMap(TripEvaluator::leaves);
        }
        return rule instanceof AllOf all ? all.rules().stream().flatMap(TripEvaluator::leaves) : Stream.of(rule);
    }

    /**
     * The first rule that trips after a call, or {@code null}. Rules about the age of calls are not asked then.
     *
     * @param heldBefore the most calls that the window had held before this call; rules whose minimum is not above it are
     *     left out. {@link #ALL_RULES} asks them all.
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

    /** The same by single figures, where all rules come with the library: no object is made to ask them. */
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

    /** The first rule whose condition holds now, whether or not it is the time to ask it, or {@code null}. */
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
