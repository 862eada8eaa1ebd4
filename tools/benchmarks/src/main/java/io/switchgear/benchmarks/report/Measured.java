// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.run.Results;
import java.util.Map;

/**
 * All measurements of a run. Immutable.
 *
 * @param results the times and bytes per call
 * @param memory the bytes on the heap; empty if not measured
 */
public record Measured(Results results, Map<Footprint, Long> memory) {}
