// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureRate;

import io.switchgear.CircuitBreaker;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.support.Durations;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The breaker of the demo: the default rules, tuned to react in seconds where a real service would take longer. */
final class DemoBreaker {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final double FAILURE_RATE = 0.5;
    private static final int RUN_OF_FAILURES = 5;
    private static final Duration RUN_SPAN = Duration.ofMillis(300);
    private static final int PROBES = 3;

    /** A day of this length or more has the waits below; a shorter day has shorter waits, so that it shows the same story. */
    private static final Duration FULL_DAY = Duration.ofMinutes(1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    /** The values for {@link Shedding#excess()} on a full day; the trickle grows less, because outages are shorter, too. */
    private static final Duration SHED_WINDOW = Duration.ofMillis(2_500);

    private static final Duration SHED_FALL = Duration.ofMillis(3_500);
    private static final Duration TRICKLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRICKLE = Duration.ofSeconds(2);

    private DemoBreaker() {}

    static CircuitBreaker create(DemoOptions options) {
        return create(options, options.scenario().sheds() ? shedding(options) : Shedding.off());
    }

    /** The same breaker without the shedding. */
    static CircuitBreaker thatOpens(DemoOptions options) {
        return create(options, Shedding.off());
    }

    private static CircuitBreaker create(DemoOptions options, Shedding shedding) {
        return CircuitBreaker.of(
                options.scenario().breakerName(),
                c -> options.scenario()
                        .classify(c)
                        .window(Window.last(window(options)))
                        .shedding(shedding)
                        .tripWhen(anyOf(
                                failureRate(FAILURE_RATE).minimumCalls(10),
                                consecutiveFailures(RUN_OF_FAILURES).spanning(RUN_SPAN)))
                        .openFor(waits(options))
                        .halfOpen(HalfOpen.probes(PROBES))
                        .ramp(options.ramp().map(Ramp::over).orElse(Ramp.off()))
                        .logChanges(false) // the report shows them
                        .random(new Random(options.seed())));
    }

    /** Describes what opens and closes the breaker, for the user of the demo. */
    static List<String> description(DemoOptions options) {
        Backoff waits = waits(options);
        String trips = "at a failure rate of " + Math.round(100 * FAILURE_RATE) + " % in "
                + Durations.text(window(options)) + ", or at " + RUN_OF_FAILURES + " failures in a row over at least "
                + Durations.text(RUN_SPAN) + ";";
        String grow =
                Durations.text(waits.first()) + ", when opened again longer, up to " + Durations.text(waits.cap());
        String probes = PROBES + " probes, and ";
        if (options.scenario().sheds()) {
            Shedding shedding = shedding(options);
            return List.of(
                    "each trips " + trips,
                    "one opens: it waits up to " + grow + ", then sends " + probes + "closes when all succeed;",
                    "the other sheds the excess over 50 %: at 60 % failures 20 % of the calls, at 100 % all but a trickle,",
                    "by the results of the last " + Durations.text(shedding.window()) + "; the share falls slowly, in "
                            + Durations.text(shedding.fallOver()) + " from 100 % to none");
        }
        List<String> clauses = new ArrayList<>(List.of("opens " + trips, "then waits up to " + grow + ";"));
        options.ramp()
                .ifPresentOrElse(
                        time -> clauses.addAll(List.of(
                                "then sends " + probes + "when all succeed lets a growing share of the calls pass;",
                                "closes when that has grown to all of them, after " + Durations.text(time))),
                        () -> clauses.add("then sends " + probes + "closes when all succeed"));
        return List.copyOf(clauses);
    }

    /** The window. Two breakers that are compared need evidence of the fault only, so on a short day it is short. */
    private static Duration window(DemoOptions options) {
        return options.scenario().sheds() ? share(WINDOW, percentOfADay(options)) : WINDOW;
    }

    private static Backoff waits(DemoOptions options) {
        long percent = percentOfADay(options);
        return Backoff.exponential(share(FIRST_WAIT, percent)).upTo(share(LONGEST_WAIT, percent));
    }

    private static Shedding shedding(DemoOptions options) {
        long percent = percentOfADay(options);
        return Shedding.excess()
                .window(share(SHED_WINDOW, percent))
                .fallOver(share(SHED_FALL, percent))
                .trickle(Backoff.exponential(share(TRICKLE, percent)).upTo(share(LONGEST_TRICKLE, percent)));
    }

    private static long percentOfADay(DemoOptions options) {
        Duration ramp = options.ramp().orElse(Duration.ZERO);
        Duration day = options.url().isPresent()
                ? FULL_DAY
                : options.length()
                        .map(whole ->
                                Day.withoutRamps(whole, ramp, options.scenario().faults()))
                        .orElse(FULL_DAY);
        return Math.min(100, day.toMillis() * 100 / FULL_DAY.toMillis());
    }

    private static Duration share(Duration whole, long percent) {
        return whole.multipliedBy(percent).dividedBy(100);
    }
}
