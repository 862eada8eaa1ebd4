/** Open waits, and the tests whether an outage is over. */
@NullMarked
package io.switchgear.recovery;

import org.jspecify.annotations.NullMarked;
