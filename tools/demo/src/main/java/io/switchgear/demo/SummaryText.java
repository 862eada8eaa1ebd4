// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.demo.Ending.Result;
import io.switchgear.demo.service.Hits;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The summary for people: a column for each client, then the faults. Immutable. */
final class SummaryText {
    private static final String CLIENTS = "%-46s %16s %16s%n";
    private static final String FAULTS = "%-20s %14s %14s %14s %14s%n";

    private final StringBuilder text = new StringBuilder();
    private final Summary summary;
    private final ScenarioText scenario;

    SummaryText(Summary summary, ScenarioText scenario) {
        this.scenario = scenario;
        this.summary = summary;
        clients();
        if (!summary.outages().isEmpty()) {
            faults();
        }
        summary.verdict()
                .ifPresentOrElse(
                        verdict -> line("%nVerdict: %s.%n", verdict.text()),
                        () -> line("%nThe breaker is %s at the end.%n", summary.state()));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void clients() {
        boolean both = summary.withoutBreaker().isPresent();
        String ran = "Summary of " + Wording.seconds(Optional.of(summary.ran()));
        line(CLIENTS, ran, both ? scenario.other() : "", scenario.shown());
        row("  calls", figures -> Long.toString(figures.calls()));
        row("    ok", figures -> Long.toString(figures.ok()));
        notes(Result.OK);
        row("    failed", figures -> Long.toString(figures.failed()));
        notes(Result.FAILED);
        row("    rejected by the breaker", figures -> Long.toString(figures.rejected()));
        notes(Result.REJECTED);
        if (summary.withBreaker().waiting()
                        + summary.withoutBreaker().map(Figures::waiting).orElse(0L)
                > 0) {
            row("    not over yet", figures -> Long.toString(figures.waiting()));
        }
        if (both) {
            line(
                    CLIENTS,
                    "  calls that hit the sick " + scenario.thing(),
                    summary.sickHits().withoutBreaker(),
                    summary.sickHits().withBreaker());
        }
        row(
                "  time callers spent waiting for failures",
                figures -> Wording.seconds(Optional.of(figures.lostWaiting())));
        row("  p99 of all calls", figures -> Wording.latency(figures.p99()));
    }

    private void notes(Result result) {
        Set<String> all = new TreeSet<>(notes(summary.withBreaker(), result).keySet());
        summary.withoutBreaker()
                .ifPresent(figures -> all.addAll(notes(figures, result).keySet()));
        for (String note : all) {
            row("      " + note, figures -> Long.toString(notes(figures, result).getOrDefault(note, 0L)));
        }
    }

    private static Map<String, Long> notes(Figures figures, Result result) {
        return figures.notes().getOrDefault(result, Map.of());
    }

    private void faults() {
        boolean sheds = scenario.comparesBreakers();
        line(
                "%n" + FAULTS,
                "",
                sheds ? "ok with the" : "hit without",
                sheds ? "ok with the" : "hit with",
                "fault",
                "recovery");
        line(
                FAULTS,
                "Fault",
                sheds ? "one that opens" : "breaker",
                sheds ? "one that sheds" : "breaker",
                sheds ? "to shedding" : "to open",
                "to closed");
        for (Outage outage : summary.outages()) {
            Hits shown = sheds ? outage.answered() : outage.hits();
            line(
                    FAULTS,
                    "  " + outage.fault(),
                    shown.withoutBreaker(),
                    shown.withBreaker(),
                    Wording.seconds(outage.faultToOpen()),
                    Wording.seconds(outage.recoveryToClosed()));
        }
        line("%s%n", scenario.counting());
    }

    private void row(String name, Function<Figures, String> figure) {
        line(CLIENTS, name, summary.withoutBreaker().map(figure).orElse(""), figure.apply(summary.withBreaker()));
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that is not needed otherwise.
    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
