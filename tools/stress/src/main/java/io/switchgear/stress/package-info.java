/**
 * Core under races. The tests are in its own package (see src/test/java/io/switchgear), so that they reach what is
 * package-private: classes called {@code …SchedulesTest} are for Lincheck, those called {@code …Race} for jcstress, all of
 * which {@code RacesTest} runs. README.md says how to run them.
 */
package io.switchgear.stress;
