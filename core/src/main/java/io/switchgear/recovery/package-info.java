/** How long an open breaker waits, and how it tests whether the outage is over. */
@NullMarked
package io.switchgear.recovery;

import org.jspecify.annotations.NullMarked;
