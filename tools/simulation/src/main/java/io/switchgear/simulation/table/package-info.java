/** The scenarios, a table each, and the bars. */
@NullMarked
package io.switchgear.simulation.table;

import org.jspecify.annotations.NullMarked;
