/** The breakers that are soaked, by hand and by configuration, and who listens to them. */
@NullMarked
package io.switchgear.soak.breakers;

import org.jspecify.annotations.NullMarked;
