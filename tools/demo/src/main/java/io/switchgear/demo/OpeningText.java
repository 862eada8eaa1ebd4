// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.support.Durations;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text printed before the run, for people. */
final class OpeningText {
    private OpeningText() {}

    static String of(Opening opening, int width, int margin) {
        DemoOptions options = opening.options();
        String length = options.length().map(Wording::whole).orElse("");
        String nextLine = System.lineSeparator() + " ".repeat(margin);
        String breaker = String.join(nextLine, opening.breaker());
        String wait = options.async() ? "" : ", that for a free worker included";
        String text = opening.servicePid().isPresent()
                ? day(opening, opening.servicePid().getAsLong(), breaker, wait, length, nextLine)
                : url(opening, breaker, wait, length.isEmpty() ? "at Ctrl-C" : "after " + length + ", or at Ctrl-C");
        return text.lines()
                .map(line -> Wording.wrapped(line, width, margin) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String day(Opening opening, long pid, String breaker, String wait, String length, String nextLine) {
        DemoOptions options = opening.options();
        ScenarioText text = options.scenario().text();
        String clients = String.join(nextLine, text.clients());
        String source = text.source()
                .map(path -> "source   " + path + System.lineSeparator())
                .orElse("");
        return String.format(
                Locale.ROOT,
                """
                Switchgear demo: %s

                %-8s %s, process %d: will %s, and recover each time
                clients  both %s %d times a second, at the same moments, %s:
                         %s
                %sbreaker  %s
                latency  is the caller's whole wait%s
                ends     after %s, or at Ctrl-C, with a summary; seed %d gives the same schedule of calls
                """,
                text.title(),
                text.thing(),
                opening.target(),
                pid,
                faults(options.scenario()),
                text.calling(),
                options.rate(),
                how(options),
                clients,
                source,
                breaker,
                wait,
                length,
                options.seed());
    }

    private static String url(Opening opening, String breaker, String wait, String end) {
        DemoOptions options = opening.options();
        return String.format(Locale.ROOT, """
                Switchgear demo: calls through a circuit breaker.

                client   calls %s %d times a second, %s;
                         5xx and exceptions are failures
                breaker  %s
                latency  is the caller's whole wait%s
                ends     %s, with a summary

                   sec | breaker      ok failed rejected waiting    p50    p99
                """, opening.target(), options.rate(), how(options), breaker, wait, end);
    }

    /** {@return a text such as {@code answer 503, hang, be killed}} */
    private static String faults(Scenario scenario) {
        return scenario.faults().stream()
                .map(fault -> switch (fault) {
                    case HEALTHY -> "answer";
                    case FAILING_IN_PART -> "fail 6 of 10 calls";
                    case ANSWERING_503 -> "answer 503";
                    case HANGING -> "hang";
                    case KILLED -> "be killed";
                })
                .collect(Collectors.joining(", "));
    }

    private static String how(DemoOptions options) {
        String timeout = "a timeout of " + Durations.text(Wire.TIMEOUT);
        return options.async()
                ? "asynchronously, with " + timeout
                : "with " + options.workers() + " workers and " + timeout;
    }
}
