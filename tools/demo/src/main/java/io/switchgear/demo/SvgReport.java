// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Health;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.demo.service.ServiceMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A picture of the run, printed at its end: for each second a bar of calls by how they ended, for each client, above them the
 * service and below them the breaker's state. Thread-safe.
 */
final class SvgReport implements Report {
    private static final int WIDTH = 760;
    private static final int LEFT = 130;
    private static final int PLOT = WIDTH - LEFT - 10;
    private static final int SERVICE_Y = 12;
    private static final int BAND = 18;
    private static final int FIRST_CHART_Y = 44;
    private static final int CHART = 70;
    private static final int CHART_STEP = 96;
    private static final int STATE_Y = FIRST_CHART_Y + 2 * CHART_STEP - 6;
    private static final int LEGEND_Y = STATE_Y + 44;
    private static final String STYLE = """
              <style>
                text { font: 12px system-ui, sans-serif; fill: #1f2328; }
                .quiet { fill: #59636e; }
                .ok { fill: #2da44e; }
                .failed { fill: #cf222e; }
                .rejected { fill: #8c959f; }
                .waiting { fill: #d4a72c; }
                .sick { fill: #ffcecb; }
                .healthy, .CLOSED { fill: #aceebb; }
                .OPEN { fill: #ffaba8; }
                .HALF_OPEN { fill: #fae17d; }
                .SHEDDING { fill: #ffc680; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #f0f6fc; }
                  .quiet { fill: #9198a1; }
                  .band { fill: #1f2328; }
                }
              </style>
            """;

    private final PrintWriter out;
    private final boolean comparesBreakers;
    /** Guarded by this object's lock. */
    private final List<Second> seconds = new ArrayList<>();

    SvgReport(PrintWriter out, Scenario scenario) {
        this.out = out;
        this.comparesBreakers = scenario.text().comparesBreakers();
    }

    @Override
    public void opening(Opening opening) {}

    @Override
    public void service(Duration at, ServiceMode mode) {}

    @Override
    public void change(Duration at, StateChange change) {}

    @Override
    public void rejection(Duration at, CallNotPermittedException rejection) {}

    @Override
    public synchronized void second(Second second) {
        seconds.add(second);
    }

    @Override
    public void breaker(Health health, Snapshot snapshot) {}

    @Override
    public synchronized void summary(Summary summary) {
        out.print(picture());
        out.flush();
    }

    @Override
    public boolean isUnread() {
        return out.checkError();
    }

    private String picture() {
        StringBuilder svg = new StringBuilder();
        svg.append(line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">",
                WIDTH, LEGEND_Y + 16, WIDTH));
        svg.append(
                "  <title>Calls per second of two clients while their service breaks, and the state of the breaker</title>\n");
        svg.append(STYLE);
        label(svg, SERVICE_Y + 13, "the service");
        band(svg, SERVICE_Y, second -> second.service().map(ServiceMode::toString), SvgReport::ofService);
        long most = seconds.stream()
                .mapToLong(second -> Math.max(
                        second.withBreaker().calls(),
                        second.withoutBreaker().map(Figures::calls).orElse(0L)))
                .max()
                .orElse(1);
        chart(svg, 0, comparesBreakers ? "one that opens" : "no breaker", most, Second::withoutBreaker);
        chart(
                svg,
                1,
                comparesBreakers ? "one that sheds" : "with a breaker",
                most,
                second -> Optional.of(second.withBreaker()));
        label(svg, STATE_Y + 13, "the breaker");
        band(svg, STATE_Y, second -> Optional.of(second.state().name()), Function.identity());
        legend(svg);
        return svg.append("</svg>\n").toString();
    }

    private static String ofService(String mode) {
        return mode.equals(ServiceMode.HEALTHY.toString()) ? "healthy" : "sick";
    }

    /** A stretch for each value that the seconds have in a row. */
    private void band(
            StringBuilder svg, int y, Function<Second, Optional<String>> value, Function<String, String> style) {
        for (int begin = 0, end; begin < seconds.size(); begin = end) {
            Optional<String> text = value.apply(seconds.get(begin));
            end = begin + 1;
            while (end < seconds.size() && value.apply(seconds.get(end)).equals(text)) {
                end++;
            }
            if (text.isPresent()) {
                double x = x(begin);
                double width = x(end) - x;
                rectangle(svg, style.apply(text.get()), x, y, width, BAND);
                if (width > 7.5 * text.get().length()) {
                    svg.append(line("  <text class=\"band\" x=\"%.1f\" y=\"%d\">%s</text>", x + 4, y + 13, text.get()));
                }
            }
        }
    }

    private void chart(
            StringBuilder svg, int number, String title, long most, Function<Second, Optional<Figures>> figures) {
        int bottom = FIRST_CHART_Y + number * CHART_STEP + CHART;
        long lost = seconds.stream()
                .flatMap(second -> figures.apply(second).stream())
                .mapToLong(each -> each.lostWaiting().toMillis())
                .sum();
        label(svg, bottom - CHART / 2, title);
        svg.append(line(
                "  <text class=\"quiet\" x=\"0\" y=\"%d\">%d s lost waiting</text>",
                bottom - CHART / 2 + 17, lost / 1_000));
        for (int i = 0; i < seconds.size(); i++) {
            double top = bottom;
            Figures given = figures.apply(seconds.get(i)).orElse(null);
            if (given != null) {
                top = bar(svg, "ok", i, top, given.ok(), most);
                top = bar(svg, "failed", i, top, given.failed(), most);
                top = bar(svg, "waiting", i, top, given.waiting(), most);
                bar(svg, "rejected", i, top, given.rejected(), most);
            }
        }
    }

    private double bar(StringBuilder svg, String style, int second, double bottom, long calls, long most) {
        if (calls == 0) {
            return bottom;
        }
        double height = (double) CHART * calls / most;
        rectangle(svg, style, x(second), bottom - height, x(second + 1) - x(second) - 1, height);
        return bottom - height;
    }

    private static void legend(StringBuilder svg) {
        int x = LEFT;
        for (String each : List.of("ok", "failed", "waiting", "rejected", "CLOSED", "OPEN", "HALF_OPEN")) {
            rectangle(svg, each, x, LEGEND_Y - 10, 10, 10);
            svg.append(line("  <text class=\"quiet\" x=\"%d\" y=\"%d\">%s</text>", x + 15, LEGEND_Y, each));
            x += PLOT / 7;
        }
    }

    private double x(int second) {
        return LEFT + (double) PLOT * second / seconds.size();
    }

    private static void label(StringBuilder svg, int y, String text) {
        svg.append(line("  <text x=\"0\" y=\"%d\">%s</text>", y, text));
    }

    private static void rectangle(StringBuilder svg, String style, double x, double y, double width, double height) {
        svg.append(line(
                "  <rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                style, x, y, width, height));
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that is not needed otherwise.
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
