/** What happens when: derived from a seed alone, so that the same seed gives the same. */
@NullMarked
package io.switchgear.soak.schedule;

import org.jspecify.annotations.NullMarked;
