/** The command {@code soak}: breakers with hundreds of callers and a service that really fails. */
@NullMarked
package io.switchgear.soak;

import org.jspecify.annotations.NullMarked;
