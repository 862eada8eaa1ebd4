package io.switchgear.trip;

import io.switchgear.window.Metrics;
import java.util.Locale;

/** Rates for a reader: at most one decimal, and none that is zero. */
final class Percent {
    private Percent() {}

    static String rate(String name, Metrics metrics, long part, double threshold) {
        double rate = metrics.calls() == 0 ? 0 : (double) part / metrics.calls();
        return name + " " + text(rate) + " (" + metrics.describe(part) + ") >= " + text(threshold);
    }

    private static String text(double rate) {
        String number = String.format(Locale.ROOT, "%.1f", 100 * rate);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " %";
    }
}
