/**
 * Tests of core under races. They are in core's own package (see src/test/java/io/switchgear), to reach package-private
 * code: classes called {@code …SchedulesTest} are for Lincheck, those called {@code …Race} for jcstress, all of which
 * {@code RacesTest} runs. README.md says how to run them.
 */
package io.switchgear.stress;
