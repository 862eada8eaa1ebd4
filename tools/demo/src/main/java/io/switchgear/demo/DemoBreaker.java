package io.switchgear.demo;

import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureRate;

import io.switchgear.CircuitBreaker;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.support.Durations;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The breaker of the demo: the defaults' rules, made to react in seconds where a real service would take its time. */
final class DemoBreaker {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final double FAILURE_RATE = 0.5;
    private static final int RUN_OF_FAILURES = 5;
    private static final Duration RUN_SPAN = Duration.ofMillis(300);
    private static final int PROBES = 3;

    /** A day of this length or more has the waits below, a shorter one shorter waits, so that it shows the same story. */
    private static final Duration FULL_DAY = Duration.ofMinutes(1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private DemoBreaker() {}

    static CircuitBreaker create(DemoOptions options) {
        return CircuitBreaker.of(
                options.scenario().breakerName(),
                c -> options.scenario()
                        .classify(c)
                        .window(Window.last(WINDOW))
                        .tripWhen(anyOf(
                                failureRate(FAILURE_RATE).minimumCalls(10),
                                consecutiveFailures(RUN_OF_FAILURES).spanning(RUN_SPAN)))
                        .openFor(waits(options))
                        .halfOpen(HalfOpen.probes(PROBES))
                        .ramp(options.ramp().map(Ramp::over).orElse(Ramp.off()))
                        .logChanges(false) // the report tells of them
                        .random(new Random(options.seed())));
    }

    /** What opens and closes it, for the reader of the demo. */
    static List<String> description(DemoOptions options) {
        Backoff waits = waits(options);
        List<String> clauses = new ArrayList<>(List.of(
                "opens at a failure rate of " + Math.round(100 * FAILURE_RATE) + " % in " + Durations.text(WINDOW)
                        + ", or at " + RUN_OF_FAILURES + " failures in a row over at least "
                        + Durations.text(RUN_SPAN) + ";",
                "then waits up to " + Durations.text(waits.first()) + ", when opened again longer, up to "
                        + Durations.text(waits.cap()) + ";"));
        String probes = "then sends " + PROBES + " probes, and ";
        options.ramp()
                .ifPresentOrElse(
                        time -> clauses.addAll(List.of(
                                probes + "when all succeed lets a growing share of the calls pass;",
                                "closes when that has grown to all of them, after " + Durations.text(time))),
                        () -> clauses.add(probes + "closes when all succeed"));
        return List.copyOf(clauses);
    }

    private static Backoff waits(DemoOptions options) {
        Duration ramp = options.ramp().orElse(Duration.ZERO);
        Duration day = options.url().isPresent()
                ? FULL_DAY
                : options.length()
                        .map(whole ->
                                Day.withoutRamps(whole, ramp, options.scenario().faults()))
                        .orElse(FULL_DAY);
        long percent = Math.min(100, day.toMillis() * 100 / FULL_DAY.toMillis());
        return Backoff.exponential(share(FIRST_WAIT, percent)).upTo(share(LONGEST_WAIT, percent));
    }

    private static Duration share(Duration whole, long percent) {
        return whole.multipliedBy(percent).dividedBy(100);
    }
}
