/** Helpers shared by Switchgear's own modules: text, durations, and access to internals. Not exported to any other module. */
@NullMarked
package io.switchgear.support;

import org.jspecify.annotations.NullMarked;
