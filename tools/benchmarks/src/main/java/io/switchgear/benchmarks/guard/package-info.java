/** The measured guards: Switchgear, other breakers and floors, behind one small adapter. */
@NullMarked
package io.switchgear.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
