/** The breakers under soak, their operation by hand and configuration, and their listeners. */
@NullMarked
package io.switchgear.soak.breakers;

import org.jspecify.annotations.NullMarked;
