package io.switchgear.examples.demo;

import io.switchgear.time.Durations;
import java.util.Locale;

/** What is told before anything happens, for people. */
final class OpeningText {
    private OpeningText() {}

    static String of(Opening opening, int margin) {
        DemoOptions options = opening.options();
        String length = options.length().map(Wording::whole).orElse("");
        String breaker = String.join(System.lineSeparator() + " ".repeat(margin), opening.breaker());
        String wait = options.async() ? "" : ", that for a free worker included";
        return opening.servicePid().isPresent()
                ? day(opening, opening.servicePid().getAsLong(), breaker, wait, length)
                : url(opening, breaker, wait, length.isEmpty() ? "at Ctrl-C" : "after " + length + ", or at Ctrl-C");
    }

    private static String day(Opening opening, long pid, String breaker, String wait, String length) {
        DemoOptions options = opening.options();
        return String.format(
                Locale.ROOT,
                """
                Switchgear demo: a service has a bad day, and two clients call it all the time.

                service  %s, process %d: will answer 503, hang, be killed, and recover each time
                clients  both call %d times a second, at the same moments, %s:
                         one directly, the other through a circuit breaker
                breaker  %s
                latency  is the caller's whole wait%s
                ends     after %s, or at Ctrl-C, with a summary; seed %d gives the same schedule of calls
                """,
                opening.target(),
                pid,
                options.rate(),
                how(options),
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

    private static String how(DemoOptions options) {
        String timeout = "a timeout of " + Durations.text(Wire.TIMEOUT);
        return options.async()
                ? "asynchronously, with " + timeout
                : "with " + options.workers() + " workers and " + timeout;
    }
}
