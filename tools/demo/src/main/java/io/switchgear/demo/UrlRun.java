// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.toolkit.Interruption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Calls a real address through a breaker, until an interrupt or the end of the time. */
final class UrlRun {
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private final DemoOptions options;
    private final Report report;
    private final Interruption interruption;
    private final CircuitBreaker breaker;
    private final Explanations explanations;

    UrlRun(DemoOptions options, Report report, Interruption interruption) {
        this.options = options;
        this.report = report;
        this.interruption = interruption;
        this.breaker = DemoBreaker.create(options);
        this.explanations = new Explanations(options.explain(), report);
    }

    /** {@return the exit code} */
    int run() {
        String url = options.url().orElseThrow().toString();
        try (Callers callers = options.scenario().client(url, Optional.of(breaker), options, explanations::rejected)) {
            report.opening(new Opening(options, url, OptionalLong.empty(), DemoBreaker.description(options)));
            Stopwatch clock = Stopwatch.start();
            breaker.onStateChange(change -> {
                report.change(clock.elapsed(), change);
                explanations.after(change, clock);
            });
            try (Traffic traffic = new Traffic(options, clock, List.of(callers), second -> tell(second, callers))) {
                traffic.start();
                boolean interrupted = interruption.await(options.length().orElse(ENDLESS));
                traffic.stop(interrupted ? Duration.ZERO : Wire.TIMEOUT);
            }
            if (options.explain()) {
                report.breaker(breaker.health(), breaker.snapshot());
            }
            report.summary(new Summary(
                    clock.elapsed(),
                    Optional.empty(),
                    callers.tally().all(),
                    List.of(),
                    breaker.state(),
                    Optional.empty()));
        }
        return 0;
    }

    private void tell(int second, Callers callers) {
        Snapshot now = breaker.snapshot();
        report.second(new Second(
                second,
                Optional.empty(),
                Optional.empty(),
                now.state(),
                now.rampShare(),
                now.shedShare(),
                callers.tally().takeLatest()));
        if (report.isUnread()) {
            interruption.ask();
        }
    }
}
