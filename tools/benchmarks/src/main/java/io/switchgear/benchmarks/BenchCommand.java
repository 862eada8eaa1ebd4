// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks;

import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.memory.Memory;
import io.switchgear.benchmarks.report.Bar;
import io.switchgear.benchmarks.report.Bars;
import io.switchgear.benchmarks.report.Conditions;
import io.switchgear.benchmarks.report.Gate;
import io.switchgear.benchmarks.report.Measured;
import io.switchgear.benchmarks.report.RawResults;
import io.switchgear.benchmarks.report.Report;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Pace;
import io.switchgear.benchmarks.run.Rounds;
import io.switchgear.benchmarks.run.Section;
import io.switchgear.benchmarks.run.Sections;
import io.switchgear.toolkit.CommandLines;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench}. */
@Command(
        name = "bench",
        sortOptions = false,
        description = {
            "Measures what a call through a breaker costs.",
            "",
            "Compares Switchgear with the least that such a call can cost on this machine, and with other breakers; each "
                    + "measurement in a JVM of its own, all of them in turn and then again. Prints one table of ratios, "
                    + "bytes and memory, and which of the contract's bars P1 to P14 are held. Takes about half an hour.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the measurements were made; with --gate, and nothing has become worse",
            "1:a measurement failed; with --gate, or something has become worse",
            "2:wrong options"
        })
final class BenchCommand implements Callable<Integer> {
    private static final long CHANGES = 10_000_000;
    private static final long FEW_CHANGES = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // Picocli sets it before it calls.
    private CommandSpec spec;

    @ArgGroup
    private @Nullable Extent extent;

    @Option(names = "--markdown", description = "print the table and the bars as Markdown")
    private boolean markdown;

    @Option(names = "--json", paramLabel = "FILE", description = "write everything that was measured there, too")
    private @Nullable File json;

    /** The extent of a run; the options exclude each other. */
    private static final class Extent {
        @Option(
                names = "--quick",
                description = "only what the bars need and one column of the others; less than 5 minutes")
        private boolean quick;

        @Option(
                names = "--gate",
                description =
                        "only whether bytes and ratios are within the bounds for every build, which are wider than "
                                + "the bars, since the machine may be busy; 2 to 3 minutes")
        private boolean gate;
    }

    public static void main(String... arguments) {
        CommandLines.run(new BenchCommand(), arguments);
    }

    @Override
    public Integer call() {
        try {
            return extent != null && extent.gate ? gate() : table(extent != null && extent.quick);
        } catch (RunnerException | IOException failed) {
            say("a measurement failed: " + failed);
        }
        return 1;
    }

    private int table(boolean quick) throws RunnerException, IOException {
        Conditions conditions = Conditions.now(command());
        List<Section> sections = Sections.sections(!quick);
        List<Case> cases = Stream.concat(
                        sections.stream().flatMap(section -> section.cases(!quick).stream()),
                        Bars.bars().stream().flatMap(Bar::cases))
                .distinct()
                .toList();
        Rounds rounds = new Rounds(quick ? Pace.QUICK : Pace.FULL, this::say);
        say("measuring memory…");
        Map<Footprint, Long> memory = Memory.measure(quick ? FEW_CHANGES : CHANGES);
        say("measuring " + cases.size() + " cases in turn…");
        Measured measured = new Measured(rounds.run(cases), memory);
        print(
                markdown
                        ? Report.markdown(conditions, measured, sections, Bars.bars())
                        : Report.text(conditions, measured, sections, Bars.bars()));
        keep(conditions, measured);
        return 0;
    }

    private int gate() throws RunnerException, IOException {
        Conditions conditions = Conditions.now(command());
        List<Bar> bounds = Gate.bounds();
        List<Case> cases = bounds.stream().flatMap(Bar::cases).distinct().toList();
        Measured measured = new Measured(new Rounds(Pace.GATE, this::say).run(cases), Map.of());
        print(conditions.text(Conditions.loadNow()) + "\n" + Report.bars(bounds, measured));
        keep(conditions, measured);
        return bounds.stream().allMatch(bound -> bound.isHeld(measured)) ? 0 : 1;
    }

    private void keep(Conditions conditions, Measured measured) throws IOException {
        if (json != null) {
            RawResults.write(json, conditions, measured);
        }
    }

    private String command() {
        return "./switchgear "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
    }
}
