// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.toolkit.CommandLines;
import io.switchgear.toolkit.Interruption;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code soak}. */
@Command(
        name = "soak",
        sortOptions = false,
        description = {
            "Soaks circuit breakers: hundreds of callers through all ways in, over real sockets, to a service in a process of "
                    + "its own that is killed, stopped, and made to misbehave in every way, while the configuration "
                    + "changes, listeners come and go and breakers are moved by hand. The invariants are checked "
                    + "throughout and after each episode, and reported at the end.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything held",
            "1:something did not; each violation is reported with the seed and the latest actions",
            "2:wrong options",
            "130:interrupted before the end, and everything held so far"
        })
public final class SoakCommand implements Callable<Integer> {
    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    @Spec
    @SuppressWarnings("NullAway.Init") // Picocli sets it before it calls.
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = SoakOptions.DEFAULT_MINUTES,
            description = "how long, 0.05 to 10080 (default: " + SoakOptions.DEFAULT_MINUTES + ")")
    @SuppressWarnings("NullAway.Init") // Picocli sets it before it calls.
    private BigDecimal minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "any number; the same one gives the same schedule of faults, changes and moves (default: a new "
                            + "one, which is printed)")
    private @Nullable Long seed;

    @Option(names = "--quiet", description = "print violations and the summary only")
    private boolean quiet;

    public static void main(String... arguments) {
        CommandLines.run(new SoakCommand(), arguments);
    }

    @Override
    @SuppressWarnings("DefaultCharset") // The output is read in the charset of the system.
    public Integer call() {
        SoakOptions options = checked();
        PrintStream out = System.out;
        return Interruption.during(
                spec, TO_FINISH, interruption -> new SoakRun(options, new Report(out, options), interruption).run());
    }

    private SoakOptions checked() {
        try {
            return SoakOptions.of(
                    minutes, seed == null ? ThreadLocalRandom.current().nextInt(1, 1_000_000) : seed, quiet);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }
}
