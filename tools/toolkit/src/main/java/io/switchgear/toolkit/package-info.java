/** The common part of all commands: a command line, an early end, child processes, a service that breaks, tables. */
@NullMarked
package io.switchgear.toolkit;

import org.jspecify.annotations.NullMarked;
