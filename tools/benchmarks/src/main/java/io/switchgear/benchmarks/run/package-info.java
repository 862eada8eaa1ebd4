/** Runs benchmarks in turn, in JVMs of their own, and keeps what they measured. */
@NullMarked
package io.switchgear.benchmarks.run;

import org.jspecify.annotations.NullMarked;
