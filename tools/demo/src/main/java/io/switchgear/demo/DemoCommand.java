// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.toolkit.CommandLines;
import io.switchgear.toolkit.Interruption;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code demo}. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Shows what a circuit breaker does for a program.",
            "",
            "Starts an HTTP service in a process of its own on 127.0.0.1 and drives it through a bad day: it answers 503, "
                    + "hangs, is killed and started again. Two clients call it at the same moments, one without a "
                    + "breaker and one through one; each second a line shows how they fare, and a summary at the end "
                    + "compares them.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the day went as expected: the breaker opened, or shed, in each fault and is closed at the end",
            "1:it did not",
            "2:wrong options",
            "130:interrupted before the day was over (with --url an interrupt is the normal end: 0)"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    @Spec
    @SuppressWarnings("NullAway.Init") // Picocli sets it before it calls.
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "show one of these applications, each with the real thing that it depends on: http (an HTTP "
                    + "client that survives its API), database (a repository over a database that survives its "
                    + "server), service (a client for another service, with deadlines and fallbacks), boot (a Spring Boot "
                    + "application that keeps selling while its price service is down)")
    private @Nullable String scenario;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "call this address, through a breaker, instead of the embedded service; no faults are "
                    + "injected; runs until Ctrl-C, which prints the summary")
    private @Nullable String url;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "length of the day, 15 to 3600 (default: " + DemoOptions.DEFAULT_SECONDS
                    + "; with --url 1 to 86400, default: until Ctrl-C)")
    private @Nullable Integer seconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "calls per second of each client, 10 to 200 (default: " + DemoOptions.DEFAULT_RATE
                    + "; with --url 1 to 200, default: " + DemoOptions.DEFAULT_RATE_WITH_URL + ")")
    private @Nullable Integer rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "any number; the same one gives the same schedule of calls (default: 1)")
    private long seed;

    @Option(
            names = "--explain",
            description =
                    "after each change of the breaker print the full message of the next rejection, and at the end "
                            + "what the breaker says of itself")
    private boolean explain;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            description = "after the probes let a growing share of the calls pass, all of them after this time, 100ms "
                    + "to 10m; must fit into the healthy part of the day after each fault")
    private @Nullable String ramp;

    @Option(
            names = "--shedding",
            description = "compare two breakers: one opens, the other rejects only a share of the calls; the service "
                    + "fails six calls of ten, and later is killed")
    private boolean shedding;

    @Option(
            names = "--async",
            description = "both clients call asynchronously, and no thread waits; with the breaker a timeout of the "
                    + "future cancels a call that hangs")
    private boolean async;

    @Option(names = "--json", description = "print one JSON object a line and nothing else")
    private boolean json;

    @Option(names = "--svg", description = "print a picture of the run at its end and nothing else")
    private boolean svg;

    public static void main(String... arguments) {
        CommandLines.run(new DemoCommand(), arguments);
    }

    @Override
    @SuppressWarnings("DefaultCharset") // The output is read in the charset of the system.
    public Integer call() {
        DemoOptions options = checked();
        // Not picocli's writer, which does not notice that the reader has gone.
        PrintWriter out = new PrintWriter(System.out);
        Report report = report(out, options);
        return Interruption.during(
                spec,
                TO_FINISH,
                interruption -> options.url().isPresent()
                        ? new UrlRun(options, report, interruption).run()
                        : new DayRun(options, report, interruption).run());
    }

    private Report report(PrintWriter out, DemoOptions options) {
        if (svg) {
            return new SvgReport(out, options.scenario());
        }
        return json
                ? new JsonReport(out, options.scenario())
                : new TextReport(out, Ansi.AUTO.enabled(), options.scenario());
    }

    private DemoOptions checked() {
        try {
            if (svg && json) {
                throw new IllegalArgumentException("--svg with --json: print one of the two; leave out the other");
            }
            if (shedding && scenario != null) {
                throw new IllegalArgumentException(
                        "--shedding with --scenario: each is a day of its own; leave out one of the two");
            }
            return DemoOptions.of(
                    shedding ? SheddingCalls.NAME : scenario, url, seconds, rate, seed, ramp, async, explain);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }
}
