package io.switchgear.benchmarks.report;

/**
 * What a measurement says about a condition. Immutable.
 *
 * @param held whether it is met
 * @param figures the numbers, and the benchmark that shows them
 */
public record Verdict(boolean held, String figures) {}
