// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Score;
import io.switchgear.toolkit.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The bars for a guard: the medians of a run, each with a limit. */
record Bars(String title, List<Guards> guards, Guards judged, List<Bar> bars) {
    /** The minimum number of seeds; a median of fewer says little. */
    static final int SEEDS = 10;

    /** The figure of a guard; NaN if it was not run. */
    @FunctionalInterface
    interface Measure {
        double of(Results results, Guards guard);
    }

    /**
     * One bar.
     *
     * @param text the figure, with its unit
     * @param atLeast whether the limit is a minimum; else a maximum
     * @param limit the limit
     * @param measure the figure
     */
    record Bar(String text, boolean atLeast, double limit, Measure measure) {
        boolean isHeldBy(double figure) {
            return atLeast ? figure >= limit : figure <= limit;
        }

        private boolean isNotMissedBy(double figure) {
            return Double.isNaN(figure) || isHeldBy(figure);
        }

        private String verdict(double figure) {
            return number(figure) + (isNotMissedBy(figure) ? "" : " **not held**");
        }

        String limitText() {
            return (atLeast ? "≥ " : "≤ ") + number(limit);
        }
    }

    static List<Bars> all() {
        return List.of(defaults(), inProportion());
    }

    private static Bars defaults() {
        Measure rejected = (results, guard) -> rejectedAfter(results, guard) / rejectedAfter(results, Guards.FORMER);
        return new Bars(
                "Defaults",
                List.of(Guards.DEFAULT, Guards.CAP_15),
                Guards.DEFAULT,
                List.of(
                        atLeast("answered in the minute after an outage of 20 s, %", 88, after("recovery", "e = 1")),
                        atLeast("the same with 5 % ordinary errors, %", 83, after("recovery", "e = 5")),
                        atMost(
                                "calls rejected in the three minutes after a long outage, of those by 3 of 3, cap 60 s",
                                0.5,
                                rejected)));
    }

    /** The bars of this library's mode, which is judged next to formulas. */
    private static Bars inProportion() {
        Measure dead = (results, guard) -> deadCalls(results, guard) / deadCalls(results, Guards.DEFAULT);
        Measure deadInFleet =
                (results, guard) -> 100 * least(results, guard, "fleet", score -> score.calls() / score.load(), "200");
        return new Bars(
                "In proportion",
                List.of(Guards.EXCESS, Guards.EXCESS_GROWING, Guards.PACED, Guards.SHEDDING),
                Guards.SHEDDING,
                List.of(
                        atLeast("answered of the possible when 20 % fail, %", 99, goodput("independent", "20")),
                        atLeast("when 50 % fail, %", 97, goodput("independent", "50")),
                        atLeast("when 60 % fail, %", 78, goodput("independent", "60")),
                        atLeast("when 80 % fail, %", 40, goodput("independent", "80")),
                        atLeast("in a long overload of one instance, deep queue, %", 40, longOverload("deep")),
                        atLeast("in a long overload of one instance, short queue, %", 65, longOverload("short")),
                        atMost("the slowest recovery of all scenarios, s", 15, Bars::slowest),
                        atLeast("least answered in the minute after, of all scenarios, %", 83, Bars::leastAfter),
                        atMost("calls to a dead backend, of the default breaker's", 2.2, dead),
                        atMost("calls of 200 instances to a dead backend, % of the load", 2, deadInFleet)));
    }

    private static Measure longOverload(String queue) {
        return goodput("overload", "brown-out, " + queue + ", 1", "400/s, " + queue + ", 1");
    }

    private static Bar atMost(String text, double limit, Measure measure) {
        return new Bar(text, false, limit, measure);
    }

    private static Bar atLeast(String text, double percent, Measure measure) {
        return new Bar(text, true, percent, measure);
    }

    private static Measure after(String grid, String column) {
        return (results, guard) -> 100 * least(results, guard, grid, Score::after, column);
    }

    private static Measure goodput(String grid, String... columns) {
        return (results, guard) -> 100 * least(results, guard, grid, Score::goodput, columns);
    }

    private static double rejectedAfter(Results results, Guards guard) {
        return least(results, guard, "fleet", Score::rejectedAfter, "200");
    }

    private static double deadCalls(Results results, Guards guard) {
        return least(results, guard, "shapes", Score::calls, "all fail");
    }

    private static double leastAfter(Results results, Guards guard) {
        return 100 * everywhere(results, guard).mapToDouble(Score::after).min().orElse(Double.NaN);
    }

    private static double slowest(Results results, Guards guard) {
        return everywhere(results, guard).mapToDouble(Score::recovery).max().orElse(Double.NaN);
    }

    private static Stream<Score> everywhere(Results results, Guards guard) {
        return Stream.of("shapes", "overload", "fleet").flatMap(grid -> results.of(grid, guard, "").stream());
    }

    private static double least(
            Results results, Guards guard, String grid, ToDoubleFunction<Score> figure, String... columns) {
        return Stream.of(columns)
                .flatMap(column -> results.of(grid, guard, column).stream())
                .mapToDouble(figure)
                .min()
                .orElse(Double.NaN);
    }

    /** {@return whether the judged guard holds all bars that could be measured} */
    boolean areHeld(Results results) {
        return bars.stream().allMatch(bar -> bar.isNotMissedBy(bar.measure.of(results, judged)));
    }

    /** {@return the bars that could be measured, as a Markdown table; empty if there are none} */
    String text(Results results) {
        Table table = new Table(Stream.concat(
                        Stream.of(title, "bar"),
                        guards.stream().map(guard -> guard.title() + (guard == judged ? " (judged)" : "")))
                .toList());
        for (Bar bar : bars) {
            List<Double> figures =
                    guards.stream().map(guard -> bar.measure.of(results, guard)).toList();
            if (!figures.stream().allMatch(figure -> figure.isNaN())) {
                table.add(Stream.concat(
                                Stream.of(bar.text, bar.limitText()),
                                figures.stream().map(bar::verdict))
                        .toList());
            }
        }
        return table.isEmpty() ? "" : table.markdown();
    }

    private static String number(double figure) {
        if (Double.isNaN(figure)) {
            return "–";
        }
        return Double.isInfinite(figure)
                ? "never"
                : String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%.1f", figure)
                        .replaceAll("\\.?0+$", "");
    }
}
