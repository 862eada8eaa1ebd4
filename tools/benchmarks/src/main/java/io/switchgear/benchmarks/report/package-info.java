/** What was measured, as ratios, and what it means for the bars. */
@NullMarked
package io.switchgear.benchmarks.report;

import org.jspecify.annotations.NullMarked;
