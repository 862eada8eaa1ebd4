// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import io.switchgear.benchmarks.run.Sample.Iteration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one case once, in a separate JVM. Stateless. */
final class ForkedRun {
    /** The heap, large enough for 100,000 keys. */
    private static final String HEAP = "256m";

    private static final List<String> JVM = List.of(
            // Calls wait for the compiler: otherwise, on a busy machine, half of the measured code is not compiled yet.
            "-Xbatch",
            // So few pages for new objects that the warm-up has used all of them: otherwise allocating code pays for
            // the next
            // page of
            // the system's all the time, which on a busy machine made half of the iterations three to eight times
            // slower.
            "-Xmn24m",
            "-Xms" + HEAP,
            "-Xmx" + HEAP);

    private static final String BYTES = "gc.alloc.rate.norm";

    static {
        // Other benchmarks on this machine disturb, but are no reason to give up; and each run would
        // start another JVM to find out how it can consume results, which is the same for all JVMs from 17 on.
        System.setProperty("jmh.ignoreLock", "true");
        System.setProperty("jmh.blackhole.autoDetect", "false");
        System.setProperty("jmh.blackhole.mode", "COMPILER");
    }

    private ForkedRun() {}

    static Sample of(Case wanted, int round, Pace pace) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(pace.iteration().toMillis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(wanted.path().getName()) + "\\.\\w+$")
                .param("contender", wanted.contender().name())
                .threads(wanted.threads())
                .forks(1)
                .jvmArgsAppend(JVM.toArray(String[]::new))
                .warmupIterations(pace.warmups())
                .warmupTime(iteration)
                .measurementIterations(pace.iterations())
                .measurementTime(iteration)
                .addProfiler(GCProfiler.class)
                .addProfiler(WorkerCpuProfiler.class)
                .shouldFailOnError(true);
        wanted.settings().forEach((name, value) -> options.param(name, value));
        // Read only if the run fails: the start-up output of libraries is not a result.
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            OutputFormat format = OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL);
            RunResult result = new Runner(options.build(), format).runSingle();
            return new Sample(wanted, round, iterations(result));
        } catch (RunnerException failed) {
            throw new RunnerException(wanted + ": " + output.toString(StandardCharsets.UTF_8), failed);
        }
    }

    private static List<Iteration> iterations(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(ForkedRun::iteration)
                .toList();
    }

    private static Iteration iteration(IterationResult result) {
        return new Iteration(
                result.getPrimaryResult().getScore(),
                secondary(result, WorkerCpuProfiler.RESULT),
                secondary(result, BYTES));
    }

    private static double secondary(IterationResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        if (found == null) {
            throw new IllegalStateException("this JVM does not tell " + name);
        }
        return found.getScore();
    }
}
