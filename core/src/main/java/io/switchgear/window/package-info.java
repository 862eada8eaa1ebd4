/** Which calls a breaker looks back on, and what it sees there. */
@NullMarked
package io.switchgear.window;

import org.jspecify.annotations.NullMarked;
