// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Results;
import io.switchgear.benchmarks.run.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The output at the end of a run. Stateless. */
public final class Report {
    private Report() {}

    public static String text(Conditions conditions, Measured measured, List<Section> sections, List<Bar> bars) {
        return conditions.text(Conditions.loadNow())
                + "\n" + RatioTable.of(measured, sections).text("  ")
                + "\n" + reading(measured.results())
                + "\n\n" + bars(bars, measured, "", "  ");
    }

    public static String markdown(Conditions conditions, Measured measured, List<Section> sections, List<Bar> bars) {
        return "```text\n" + conditions.text(Conditions.loadNow()) + "```\n\n"
                + RatioTable.of(measured, sections).markdown()
                + "\n" + reading(measured.results())
                + "\n\n" + bars(bars, measured, "- ", "  - ");
    }

    /** The bars only, for a run that shows nothing else. */
    public static String bars(List<Bar> bars, Measured measured) {
        return bars(bars, measured, "", "  ");
    }

    private static String bars(List<Bar> bars, Measured measured, String bullet, String indent) {
        List<String> lines = new ArrayList<>();
        for (Bar bar : bars) {
            lines.add(bullet + bar.name() + " " + word(bar.isHeld(measured)) + ": " + bar.text());
            for (Verdict verdict : bar.check(measured)) {
                lines.add(indent + word(verdict.held()) + "  " + verdict.figures());
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String word(boolean held) {
        return held ? "held" : "missed";
    }

    private static String reading(Results results) {
        String text =
                "Each ratio is the median of " + results.rounds() + " rounds, each in JVMs of their own; in a round a "
                        + "cost is that of the fastest iteration, in processor time where one thread calls, else in time on the wall; the JVMs run with -Xbatch. "
                        + "\"x floor\" is the ratio to what such a breaker cannot do without (closed: the call and as many clock "
                        + "readings as its rules need, or, where they need none, three adds to java.util.concurrent.atomic.LongAdder; "
                        + "open: a reading and an add; forced open: an add). B are bytes per call, or of the heap.";
        Case floor = Case.of(ClosedSuccess.class, Contender.ONE_CLOCK_READ);
        if (!results.has(floor)) {
            return text;
        }
        double nanos = results.nanos(floor).median();
        return text + String.format(Locale.ROOT, " For orientation: a call and a clock reading took %.0f ns.", nanos);
    }
}
