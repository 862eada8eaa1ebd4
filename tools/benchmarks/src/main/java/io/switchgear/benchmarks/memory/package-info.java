/** What breakers take of the heap. */
@NullMarked
package io.switchgear.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
