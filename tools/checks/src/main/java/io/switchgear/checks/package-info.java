/**
 * Rules about the repository itself. They are tests (see src/test/java) of a module that is built last, so that they can
 * look at the sources, the class files and the test reports of all others. One class is one rule or a few that belong
 * together; its name and comment say which and why, and a failure lists every place that breaks it.
 */
package io.switchgear.checks;
