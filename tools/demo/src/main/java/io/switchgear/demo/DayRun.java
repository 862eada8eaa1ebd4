// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.demo.service.Breakable;
import io.switchgear.demo.service.Hits;
import io.switchgear.toolkit.Interruption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Plays the bad day of a scenario, for one client without a breaker and one with. */
final class DayRun {
    /** The time for the last calls to come back; the service is healthy by then. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final DemoOptions options;
    private final Report report;
    private final Interruption interruption;
    private final CircuitBreaker breaker;
    private final Explanations explanations;
    private final Outages outages = new Outages();

    DayRun(DemoOptions options, Report report, Interruption interruption) {
        this.options = options;
        this.report = report;
        this.interruption = interruption;
        this.breaker = DemoBreaker.create(options);
        this.explanations = new Explanations(options.explain(), report);
    }

    /** {@return the exit code} */
    int run() throws IOException {
        Scenario scenario = options.scenario();
        try (Breakable service = scenario.start();
                Callers without = scenario.client(service.address(), Optional.empty(), options, never -> {});
                Callers with =
                        scenario.client(service.address(), Optional.of(breaker), options, explanations::rejected)) {
            without.warmUp();
            with.warmUp();
            report.opening(new Opening(
                    options, service.address(), OptionalLong.of(service.pid()), DemoBreaker.description(options)));
            return run(service, without, with);
        }
    }

    private int run(Breakable service, Callers without, Callers with) throws IOException {
        Stopwatch clock = Stopwatch.start();
        Stage stage = new Stage(
                service,
                () -> new Hits(without.sent(), with.sent()),
                () -> new Hits(without.tally().all().ok(), with.tally().all().ok()),
                outages,
                clock,
                report);
        breaker.onStateChange(change -> {
            Duration at = clock.elapsed();
            outages.breakerBecame(change.to(), at);
            report.change(at, change);
            explanations.after(change, clock);
        });
        boolean complete;
        try (Traffic traffic =
                new Traffic(options, clock, List.of(without, with), second -> tell(second, stage, without, with))) {
            traffic.start();
            complete = play(options.day(), stage);
            stage.leave();
            traffic.stop(complete ? GRACE : Duration.ZERO);
        }
        Snapshot end = breaker.snapshot();
        if (options.explain()) {
            report.breaker(breaker.health(), end);
        }
        Verdict verdict = complete
                ? Verdict.of(
                        outages.list(),
                        end.state(),
                        end.rampShare(),
                        options.scenario().sheds())
                : Verdict.interrupted();
        report.summary(new Summary(
                clock.elapsed(),
                Optional.of(without.tally().all()),
                with.tally().all(),
                outages.list(),
                end.state(),
                Optional.of(verdict)));
        return complete ? verdict.exitCode() : Interruption.EXIT_CODE;
    }

    /** {@return whether the day was played to its end} */
    private boolean play(Day day, Stage stage) throws IOException {
        for (Day.Phase phase : day.phases()) {
            stage.enter(phase.mode());
            if (interruption.await(phase.length())) {
                return false;
            }
        }
        return true;
    }

    private void tell(int second, Stage stage, Callers without, Callers with) {
        Snapshot now = breaker.snapshot();
        report.second(new Second(
                second,
                Optional.of(stage.mode()),
                Optional.of(without.tally().takeLatest()),
                now.state(),
                now.rampShare(),
                now.shedShare(),
                with.tally().takeLatest()));
        if (report.isUnread()) {
            interruption.ask();
        }
    }
}
