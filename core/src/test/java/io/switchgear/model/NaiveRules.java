// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.rig.BrokenAtWill;
import io.switchgear.trip.AllOf;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.ConsecutiveFailures;
import io.switchgear.trip.FailureCount;
import io.switchgear.trip.FailureRate;
import io.switchgear.trip.SlowCallRate;
import io.switchgear.trip.StuckCalls;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When rules trip, as the contract has it. Works each rule out by itself. Immutable. */
public final class NaiveRules {
    private NaiveRules() {}

    /** The rules that are asked each for itself. */
    public static List<TripRule> alternatives(TripRule rule) {
        return rule instanceof AnyOf any
                ? any.rules().stream()
                        .flatMap(each -> alternatives(each).stream())
                        .toList()
                : List.of(rule);
    }

    public static Stream<TripRule> leaves(TripRule rule) {
        if (rule instanceof AnyOf any) {
            return any.rules().stream().flatMap(NaiveRules::leaves);
        }
        return rule instanceof AllOf all ? all.rules().stream().flatMap(NaiveRules::leaves) : Stream.of(rule);
    }

    public static boolean asksAges(TripRule rule) {
        return leaves(rule).anyMatch(StuckCalls.class::isInstance);
    }

    public static long stuckLimit(TripRule rule) {
        return leaves(rule)
                .filter(StuckCalls.class::isInstance)
                .mapToLong(stuck -> ((StuckCalls) stuck).longerThan().toNanos())
                .max()
                .orElse(0);
    }

    public static boolean judgesSlowCalls(TripRule rule) {
        return leaves(rule).anyMatch(SlowCallRate.class::isInstance);
    }

    /** The rule that trips after a call; one that was good is asked about only until the window has held a rule's minimum. */
    public static @Nullable TripRule tripped(List<TripRule> rules, Metrics metrics, boolean bad, long mostHeldBefore) {
        return rules.stream()
                .filter(each -> !asksAges(each))
                .filter(each -> bad || mostHeldBefore < minimum(each))
                .filter(each -> holds(each, metrics))
                .findFirst()
                .orElse(null);
    }

    public static @Nullable TripRule trippedByAge(TripRule rule, Metrics metrics) {
        return alternatives(rule).stream()
                .filter(NaiveRules::asksAges)
                .filter(each -> holds(each, metrics))
                .findFirst()
                .orElse(null);
    }

    public static @Nullable TripRule holding(TripRule rule, Metrics metrics) {
        TripRule now = tripped(alternatives(rule), metrics, true, 0);
        return now == null ? trippedByAge(rule, metrics) : now;
    }

    /** From so many calls on, a good call makes nobody ask. */
    public static int largestMinimum(List<TripRule> rules) {
        return rules.stream().mapToInt(NaiveRules::minimum).max().orElse(0);
    }

    public static boolean judgesShares(TripRule rule) {
        return leaves(rule).anyMatch(leaf -> leaf instanceof FailureRate || leaf instanceof SlowCallRate);
    }

    /** The rules that are asked while a breaker sheds. */
    public static List<TripRule> besideRates(TripRule rule) {
        return alternatives(rule).stream().filter(each -> !judgesShares(each)).toList();
    }

    /** By how much the rates exceed the lowest thresholds: nothing at a threshold, everything when all calls are bad. */
    public static double excess(TripRule rule, double failureRate, double slowRate) {
        DoubleStream failures = leaves(rule)
                .filter(FailureRate.class::isInstance)
                .mapToDouble(leaf -> ((FailureRate) leaf).threshold());
        DoubleStream slow = leaves(rule)
                .filter(SlowCallRate.class::isInstance)
                .mapToDouble(leaf -> ((SlowCallRate) leaf).threshold());
        OptionalDouble lowest = judgesShares(rule) ? failures.min() : OptionalDouble.of(0.5);
        return Math.max(over(failureRate, lowest), over(slowRate, slow.min()));
    }

    private static double over(double rate, OptionalDouble threshold) {
        if (threshold.isEmpty() || rate < threshold.getAsDouble()) {
            return 0;
        }
        double least = threshold.getAsDouble();
        return least == 1 ? 1 : 1 - (1 - rate) / (1 - least);
    }

    private static int minimum(TripRule rule) {
        return leaves(rule).mapToInt(TripRule::minimumCalls).max().orElse(0);
    }

    private static boolean holds(TripRule rule, Metrics seen) {
        if (rule instanceof AnyOf any) {
            return any.rules().stream().anyMatch(each -> holds(each, seen));
        }
        if (rule instanceof AllOf all) {
            return all.rules().stream().allMatch(each -> holds(each, seen));
        }
        if (rule instanceof StuckCalls stuck) {
            return seen.stuckCalls() >= stuck.count();
        }
        if (rule instanceof ConsecutiveFailures run) {
            return seen.consecutiveFailures() >= run.count()
                    && seen.consecutiveFailuresSpan().compareTo(run.span()) >= 0;
        }
        long calls = seen.successes() + seen.failures();
        if (calls < rule.minimumCalls() || calls == 0) {
            return false;
        }
        if (rule instanceof FailureRate rate) {
            return (double) seen.failures() / calls >= rate.threshold();
        }
        if (rule instanceof SlowCallRate rate) {
            return (double) seen.slowCalls() / calls >= rate.threshold();
        }
        if (rule instanceof FailureCount count) {
            return seen.failures() >= count.count();
        }
        return ((BrokenAtWill.OwnRule) rule).holds(seen);
    }

    /** What an explanation reads like. */
    public static String explanation(TripRule rule, Metrics metrics) {
        if (leaves(rule).anyMatch(each -> each instanceof BrokenAtWill.OwnRule own && own.explainsNothing())) {
            return "a trip rule";
        }
        if (rule instanceof AllOf all) {
            return all.rules().stream().map(each -> explanation(each, metrics)).collect(Collectors.joining(" and "));
        }
        return rule instanceof BrokenAtWill.OwnRule ? BrokenAtWill.OwnRule.WHY : rule.explain(metrics);
    }
}
