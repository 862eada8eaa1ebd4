// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.Text;
import io.switchgear.window.Metrics;

/** Rates as readable text, with at most one decimal, which is never zero. */
final class Percent {
    private Percent() {}

    static String rate(String name, Metrics metrics, long part, double threshold) {
        double rate = metrics.calls() == 0 ? 0 : (double) part / metrics.calls();
        return name + " " + Text.percent(rate) + " (" + metrics.describe(part) + ") >= " + Text.percent(threshold);
    }
}
