/** The benchmarks, one class for each path of a call. */
@NullMarked
package io.switchgear.benchmarks.path;

import org.jspecify.annotations.NullMarked;
