// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The conditions of a run. Immutable.
 *
 * @param date the start of the run
 * @param jdk the Java version that measured
 * @param machine the processor architecture and the number of processors
 * @param collector the garbage collector
 * @param load the number of processes that wanted a processor in the minute before the run
 * @param commit the measured commit
 * @param command the command line
 */
public record Conditions(
        Instant date, String jdk, String machine, String collector, double load, String commit, String command) {
    /** The share of the processors that others may use before threads cannot run at the same time. */
    private static final double QUIET = 0.5;

    /** The present conditions. */
    public static Conditions now(String command) {
        return new Conditions(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                loadNow(),
                checkedOut(),
                command);
    }

    public static double loadNow() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The conditions, one per line. */
    public String text(double loadAfter) {
        String text = String.format(
                Locale.ROOT,
                "%s%n%s; %s%n%s; load %.1f before, %.1f after%ncommit %s; %s%n",
                command,
                jdk,
                collector,
                machine,
                load,
                loadAfter,
                commit,
                date);
        return load <= Runtime.getRuntime().availableProcessors() * QUIET
                ? text
                : text + "Others used the machine: figures of several threads at once are worth nothing.\n";
    }

    private static String checkedOut() {
        String head = git("rev-parse", "--short", "HEAD");
        if (head.isEmpty()) {
            return "unknown";
        }
        return head + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : " with changes");
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            // In the checkout that the classes are from, whatever the current directory.
            Process git = new ProcessBuilder(command)
                    .directory(new File(Conditions.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "";
        }
    }
}
