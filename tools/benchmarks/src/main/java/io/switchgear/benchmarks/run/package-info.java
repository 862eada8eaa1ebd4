/** Runs benchmarks in turn, in separate JVMs, and keeps their measurements. */
@NullMarked
package io.switchgear.benchmarks.run;

import org.jspecify.annotations.NullMarked;
