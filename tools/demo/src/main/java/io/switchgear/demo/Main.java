package io.switchgear.demo;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 as expected, 1 not as expected, 2 wrong options, 130 interrupted. */
@Command(
        name = "switchgear",
        description = "A circuit breaker for the JVM, to try out.",
        subcommands = DemoCommand.class)
public final class Main {
    /** An option of every command. */
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help and exit")
    private boolean help;

    private Main() {}

    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler(Main::complain);
    }

    /** Reports a mistake in one line: picocli's own answer, the whole help, hides what is wrong. */
    private static int complain(ParameterException wrong, String... args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + wrong.getMessage() + " (" + name + " --help shows the options)");
        return CommandLine.ExitCode.USAGE;
    }
}
