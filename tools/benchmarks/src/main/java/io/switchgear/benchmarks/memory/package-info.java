/** The heap use of breakers. */
@NullMarked
package io.switchgear.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
