/** Helpers that Switchgear's own modules share: text and durations. Not exported to anybody else. */
@NullMarked
package io.switchgear.support;

import org.jspecify.annotations.NullMarked;
