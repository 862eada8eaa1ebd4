/**
 * Rules about the repository itself. They are tests (see src/test/java) in a module that is built last, so that they can
 * examine the sources, the class files and the test reports of all others. One class holds one rule or a few related ones;
 * its name and comment say what they are and why, and a failure lists every violation.
 */
package io.switchgear.checks;
