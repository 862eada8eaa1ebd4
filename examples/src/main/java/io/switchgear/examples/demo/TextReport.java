package io.switchgear.examples.demo;

import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.examples.service.ServiceMode;
import io.switchgear.time.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Lines for people, at most 110 characters wide. Thread-safe. */
final class TextReport implements Report {
    private static final String DAY_OPENING = """
            Switchgear demo: a service has a bad day, and two clients call it all the time.

            service  %2$s, process %1$d: will answer 503, hang, be killed, and recover each time
            clients  both call %3$d times a second, at the same moments, with %4$d workers and a timeout of %5$s:
                     one directly, the other through a circuit breaker
            breaker  %6$s
            latency  is the caller's whole wait, that for a free worker included
            ends     after %7$s, or at Ctrl-C, with a summary; seed %8$d gives the same schedule of calls
            """;
    private static final String DAY_HEAD = """

                                 |         without breaker           |               with breaker
               sec  service      |    ok failed waiting    p50    p99 | breaker      ok failed rejected    p50    p99
            """;
    private static final String URL_OPENING = """
            Switchgear demo: calls through a circuit breaker.

            client   calls %1$s %2$d times a second, with %3$d workers and a timeout of %4$s;
                     5xx and exceptions are failures
            breaker  %5$s
            latency  is the caller's whole wait, that for a free worker included
            ends     %6$s, with a summary

               sec | breaker      ok failed rejected waiting    p50    p99
            """;

    private static final int WIDTH = 110;
    private static final int MARGIN = 9;

    private final PrintWriter out;
    private final Colours colours;

    TextReport(PrintWriter out, boolean coloured) {
        this.out = out;
        this.colours = new Colours(coloured);
    }

    @Override
    public void opening(Opening opening) {
        DemoOptions options = opening.options();
        String timeout = Durations.text(Callers.TIMEOUT);
        String length = options.length().map(Wording::whole).orElse("");
        opening.servicePid()
                .ifPresentOrElse(
                        pid -> print(
                                DAY_OPENING + DAY_HEAD,
                                pid,
                                opening.target(),
                                options.rate(),
                                options.workers(),
                                timeout,
                                breaker(opening),
                                length,
                                options.seed()),
                        () -> print(
                                URL_OPENING,
                                opening.target(),
                                options.rate(),
                                options.workers(),
                                timeout,
                                breaker(opening),
                                length.isEmpty() ? "at Ctrl-C" : "after " + length + ", or at Ctrl-C"));
    }

    @Override
    public void service(Duration at, ServiceMode mode) {
        String now = switch (mode) {
            case HEALTHY -> "is healthy again";
            case ANSWERING_503 -> "begins to answer 503";
            case HANGING -> "begins to hang: it accepts calls and never answers";
            case KILLED -> "is killed: connections are refused";
        };
        String line = String.format("%s  service: %s%n", time(at), colours.strong(now));
        print("%s", mode.isHealthy() ? line : DAY_HEAD + line);
    }

    @Override
    public void change(Duration at, StateChange change) {
        String line = Wording.wrapped(time(at) + "  breaker: " + Wording.change(change), WIDTH, MARGIN);
        print("%s%n", colours.state(change.to(), line));
        Wording.lastFailure(change)
                .ifPresent(last ->
                        print("%s%n", Wording.wrapped(" ".repeat(MARGIN) + "last failure: " + last, WIDTH, MARGIN)));
    }

    @Override
    public void second(Second second) {
        String time = time(Duration.ofSeconds(second.number()));
        State state = second.state();
        String shown = colours.state(state, String.format("%-9s", state));
        Figures with = second.withBreaker();
        String passed = String.format("%s %5d %6d %8d", shown, with.ok(), with.failed(), with.rejected());
        String latency = latency(with);
        second.withoutBreaker()
                .ifPresentOrElse(
                        without -> print(
                                "%s  %-12s | %5d %6d %7d %s | %s %s%n",
                                time,
                                second.service().map(ServiceMode::toString).orElse(""),
                                without.ok(),
                                without.failed(),
                                without.waiting(),
                                latency(without),
                                passed,
                                latency),
                        () -> print("%s | %s %7d %s%n", time, passed, with.waiting(), latency));
    }

    @Override
    public void summary(Summary summary) {
        print("%n%s", new SummaryText(summary));
    }

    @Override
    public boolean isUnread() {
        return out.checkError();
    }

    private static String breaker(Opening opening) {
        return String.join(System.lineSeparator() + " ".repeat(MARGIN), opening.breaker());
    }

    private static String latency(Figures figures) {
        return String.format("%6s %6s", Wording.latency(figures.p50()), Wording.latency(figures.p99()));
    }

    private static String time(Duration at) {
        return String.format(Locale.ROOT, "%6.1f", at.toMillis() / 1e3);
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that nothing else here needs.
    private synchronized void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
