// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

/**
 * The verdict of a measurement on a condition. Immutable.
 *
 * @param held whether the condition is met
 * @param figures the numbers, and the benchmark that shows them
 */
public record Verdict(boolean held, String figures) {}
