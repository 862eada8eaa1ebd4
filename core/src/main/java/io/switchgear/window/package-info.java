/** The window of calls that a breaker evaluates, and the metrics of it. */
@NullMarked
package io.switchgear.window;

import org.jspecify.annotations.NullMarked;
