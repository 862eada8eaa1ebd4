// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Health;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.demo.service.ServiceMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A report for people, in lines of at most 110 characters. Thread-safe. */
final class TextReport implements Report {
    private static final int WIDTH = 110;
    private static final int MARGIN = 9;

    private final PrintWriter out;
    private final Colours colours;
    private final ScenarioText scenario;

    TextReport(PrintWriter out, boolean coloured, Scenario scenario) {
        this.out = out;
        this.scenario = scenario.text();
        this.colours = new Colours(coloured);
    }

    @Override
    public void opening(Opening opening) {
        print("%s", OpeningText.of(opening, WIDTH, MARGIN));
        if (opening.servicePid().isPresent()) {
            print("%s", dayHead());
        }
    }

    @Override
    public void service(Duration at, ServiceMode mode) {
        String now = switch (mode) {
            case HEALTHY -> "is healthy again";
            case FAILING_IN_PART -> "begins to answer 503 to 6 of 10 calls";
            case ANSWERING_503 -> "begins to answer 503";
            case HANGING -> "begins to hang: it accepts calls and never answers";
            case KILLED -> "is killed: connections are refused";
        };
        String line = String.format("%s  %s: %s%n", time(at), scenario.thing(), colours.strong(now));
        print("%s", mode.isHealthy() ? line : dayHead() + line);
    }

    @Override
    public void change(Duration at, StateChange change) {
        String line = Wording.wrapped(time(at) + "  breaker: " + Wording.change(change), WIDTH, MARGIN);
        print("%s%n", colours.state(change.to(), line));
        Wording.lastFailure(change)
                .ifPresent(last ->
                        print("%s%n", Wording.wrapped(" ".repeat(MARGIN) + "last failure: " + last, WIDTH, MARGIN)));
    }

    @Override
    public void rejection(Duration at, CallNotPermittedException rejection) {
        print("%s%n", Wording.wrapped(time(at) + "  rejected: " + rejection.getMessage(), WIDTH, MARGIN));
    }

    @Override
    public void second(Second second) {
        String time = time(Duration.ofSeconds(second.number()));
        String state = Wording.state(second.state(), second.rampShare(), second.shedShare());
        String shown = colours.state(second.state(), String.format("%-10s", state));
        Figures with = second.withBreaker();
        String passed = String.format("%s%5d %6d %8d", shown, with.ok(), with.failed(), with.rejected());
        String latency = latency(with);
        second.withoutBreaker()
                .ifPresentOrElse(
                        without -> print(
                                "%s  %-12s | %5d %6d %7d %s | %s %s%n",
                                time,
                                second.service().map(ServiceMode::toString).orElse(""),
                                without.ok(),
                                without.failed(),
                                scenario.comparesBreakers() ? without.rejected() : without.waiting(),
                                latency(without),
                                passed,
                                latency),
                        () -> print("%s | %s %7d %s%n", time, passed, with.waiting(), latency));
    }

    @Override
    public void breaker(Health health, Snapshot snapshot) {
        print("%n%s", new BreakerText(health, snapshot, WIDTH));
    }

    @Override
    public void summary(Summary summary) {
        print("%n%s", new SummaryText(summary, scenario));
    }

    @Override
    public boolean isUnread() {
        return out.checkError();
    }

    private String dayHead() {
        String third = scenario.comparesBreakers() ? "reject." : "waiting";
        return String.format("""

                                 |         %-18s        |               %s
               sec  %-12s |    ok failed %s    p50    p99 | breaker      ok failed rejected    p50    p99
            """, scenario.other(), scenario.shown(), scenario.thing(), third);
    }

    private static String latency(Figures figures) {
        return String.format("%6s %6s", Wording.latency(figures.p50()), Wording.latency(figures.p99()));
    }

    private static String time(Duration at) {
        return String.format(Locale.ROOT, "%6.1f", at.toMillis() / 1e3);
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that is not needed otherwise.
    private synchronized void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
