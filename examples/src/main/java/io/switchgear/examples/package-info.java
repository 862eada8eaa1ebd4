/** The command line behind {@code ./switchgear}: {@link io.switchgear.examples.Main} lists its commands. */
@NullMarked
package io.switchgear.examples;

import org.jspecify.annotations.NullMarked;
