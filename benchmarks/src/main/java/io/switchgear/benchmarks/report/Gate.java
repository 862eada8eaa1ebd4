package io.switchgear.benchmarks.report;

import java.util.List;

/** Bounds for every build. */
public final class Gate {
    private Gate() {}

    public static List<Bar> bounds() {
        return Bars.bars();
    }
}
