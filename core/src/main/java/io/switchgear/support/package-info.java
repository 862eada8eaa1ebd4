/** Helpers that Switchgear's own modules share: text, durations, and access to what is no API. Not exported to anybody else. */
@NullMarked
package io.switchgear.support;

import org.jspecify.annotations.NullMarked;
