// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line {@code switchgear} with one of its commands: each lives in a module of its own, beside the libraries that it needs. */
@Command(
        name = "switchgear",
        description = "A circuit breaker for the JVM.",
        footer = "%nThere are demo, simulate, peers, bench and soak; each is built when it is first asked for.")
public final class CommandLines {
    /** Every command has it. */
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help and exit")
    private boolean help;

    private CommandLines() {}

    /** Runs a command and ends the process, whatever threads its libraries leave behind. */
    public static void run(Object command, String... arguments) {
        System.exit(of(command).execute(arguments));
    }

    /**
     * The output of a command.
     *
     * @param code its exit code
     */
    public record Said(int code, String out, String err) {}

    /** Runs a command and returns, for tests. */
    public static Said said(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = of(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private static CommandLine of(Object command) {
        return new CommandLine(new CommandLines())
                .addSubcommand(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLines::complain);
    }

    /** One line: picocli's own answer, the whole help, hides what is wrong. */
    private static int complain(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + wrong.getMessage() + " (" + name + " --help shows the options)");
        return CommandLine.ExitCode.USAGE;
    }
}
