// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Scenarios;
import io.switchgear.toolkit.CommandLines;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code peers}. */
@Command(
        name = "peers",
        sortOptions = false,
        description = {
            "Puts the same questions to other circuit breakers and to ours.",
            "",
            "Each scenario is run against every library that has something to ask, from Maven Central, in the way its "
                    + "documentation shows. The table tells what holds and what breaks; below it stands what was seen. "
                    + "It takes about a minute.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ours holds wherever it was asked", "1:it does not", "2:wrong options"})
final class PeersCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Picocli sets it before it calls.
    private CommandSpec spec;

    @Option(
            names = "--library",
            paramLabel = "NAME",
            split = ",",
            description = "ask this one only; several times or with commas for several: ${COMPLETION-CANDIDATES}")
    private @Nullable Set<Library> libraries;

    @Option(
            names = "--scenario",
            paramLabel = "TEXT",
            description =
                    "only scenarios with this number, this rule of the contract (C31), this defect (RJ2), or these "
                            + "words")
    private @Nullable String scenario;

    @Option(names = "--markdown", description = "print the whole page docs/peers.md instead")
    private boolean markdown;

    public static void main(String... arguments) {
        CommandLines.run(new PeersCommand(), arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Row> rows = Row.matching(Scenarios.all(), scenario);
        if (rows.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--scenario " + scenario + ": no scenario has that number, rule, defect or words");
        }
        if (markdown && (scenario != null || libraries != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--markdown: the page shows everything; leave out the rest");
        }
        List<Library> columns =
                List.copyOf(libraries == null ? EnumSet.allOf(Library.class) : EnumSet.copyOf(libraries));
        spec.commandLine().getErr().println(rows.size() + " scenarios, " + columns.size() + " libraries…");
        PrintStream out = System.out;
        Quiet.please();
        Findings findings = Findings.of(rows, columns);
        Report report = new Report(findings);
        out.print(markdown ? report.page() : report.text());
        out.flush();
        return findings.oursHolds() ? 0 : 1;
    }
}
