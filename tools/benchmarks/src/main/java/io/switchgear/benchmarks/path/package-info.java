/** The benchmarks, one class for each way that a call can take. */
@NullMarked
package io.switchgear.benchmarks.path;

import org.jspecify.annotations.NullMarked;
