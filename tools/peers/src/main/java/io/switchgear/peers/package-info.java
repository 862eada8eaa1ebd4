/** The command {@code switchgear peers}: the same scenarios against other circuit breakers and ours, as a table. */
@NullMarked
package io.switchgear.peers;

import org.jspecify.annotations.NullMarked;
