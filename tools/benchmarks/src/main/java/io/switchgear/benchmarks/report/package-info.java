/** The measurements as ratios, and their comparison with the bars. */
@NullMarked
package io.switchgear.benchmarks.report;

import org.jspecify.annotations.NullMarked;
