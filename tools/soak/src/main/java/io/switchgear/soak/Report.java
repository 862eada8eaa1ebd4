// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.KeyedSnapshot;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.SoakedBreaker;
import io.switchgear.soak.breakers.SoakedKeys;
import io.switchgear.soak.calls.CallCounts;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The output of the soak. Thread-safe. */
final class Report {
    private final PrintStream out;
    private final SoakOptions options;

    Report(PrintStream out, SoakOptions options) {
        this.out = out;
        this.options = options;
    }

    void start(int callers, long pid) {
        print(String.format(
                Locale.ROOT,
                "soak: seed %d, %.1f s, %d callers, service in process %d",
                options.seed(),
                options.length().toMillis() / 1e3,
                callers,
                pid));
    }

    void progress(Journal journal, int episode, Breakers breakers, CallCounts calls, Findings findings) {
        if (!options.quiet()) {
            String states = breakers.single().stream()
                    .map(breaker -> breaker.name() + " " + breaker.snapshot().state())
                    .collect(Collectors.joining(", "));
            print(String.format(
                    Locale.ROOT,
                    "%6.1f s  episode %d, %d faults, %d calls; %s; %d violations",
                    journal.seconds(),
                    episode,
                    journal.faults(),
                    calls.all(),
                    states,
                    findings.broken()));
        }
    }

    void violation(Check check, String figures, Journal journal) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "VIOLATION %s (%s): %s", check.name(), check, figures));
        lines.add(String.format(
                Locale.ROOT, "    seed %d, %.3f s into the run, last done:", options.seed(), journal.seconds()));
        journal.last().forEach(entry -> lines.add("    " + entry));
        print(String.join(System.lineSeparator(), lines));
    }

    /** The figures of the run, without the findings. */
    record Summary(int episodes, Breakers breakers, CallCounts calls, long recoveries, long slowestNanos) {}

    void summary(Journal journal, Summary summary, Findings findings, boolean complete) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s after %.1f s with seed %d: %d episodes, %d faults, %d recoveries, the slowest re-closing %.3f s",
                complete ? "done" : "interrupted",
                journal.seconds(),
                options.seed(),
                summary.episodes,
                journal.faults(),
                summary.recoveries,
                summary.slowestNanos / 1e9));
        lines.add("calls: " + summary.calls.all());
        summary.calls
                .view()
                .forEach((way, counted) -> lines.add("  " + pad(way.name().toLowerCase(Locale.ROOT)) + text(counted)));
        lines.add("breakers:");
        summary.breakers.single().forEach(breaker -> lines.add("  " + pad(breaker.name()) + text(breaker)));
        lines.add("  " + pad("keyed") + text(summary.breakers.keyed()));
        lines.add("checks:");
        for (Check check : Check.values()) {
            Findings.Count count = findings.count(check);
            lines.add(String.format(
                    Locale.ROOT, "  %-11s %9d held, %d broken: %s", check.name(), count.held(), count.broken(), check));
        }
        lines.add(
                findings.broken() == 0 ? "everything held" : findings.broken() + " VIOLATIONS, seed " + options.seed());
        print(String.join(System.lineSeparator(), lines));
    }

    private static String text(SoakedKeys keys) {
        KeyedSnapshot<String> now = keys.snapshot();
        return rejected(now.totals().rejected()) + "; " + keys.openings().transitions() + " transitions, "
                + keys.openings().byHand() + " by hand, " + now.totals().stale() + " stale, " + now.evicted()
                + " keys evicted";
    }

    private static String text(SoakedBreaker breaker) {
        Snapshot now = breaker.snapshot();
        return rejected(now.totals().rejected()) + "; " + breaker.openings().transitions() + " transitions, "
                + breaker.openings().byHand() + " by hand, " + now.totals().stale() + " stale";
    }

    private static String rejected(Map<RejectionReason, Long> rejected) {
        return "rejected "
                + rejected.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String text(Map<String, Long> counted) {
        return counted.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String pad(String name) {
        return String.format(Locale.ROOT, "%-12s", name);
    }

    /** Prints one block of lines: callers find violations at the same time. */
    private synchronized void print(String text) {
        out.println(text);
        out.flush();
    }
}
