package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.run.Results;
import java.util.Map;

/**
 * Everything that a run found. Immutable.
 *
 * @param results times and bytes per call
 * @param memory bytes of the heap; empty where that was not measured
 */
public record Measured(Results results, Map<Footprint, Long> memory) {}
