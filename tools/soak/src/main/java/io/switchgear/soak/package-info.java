/** The command {@code soak}: breakers under hundreds of callers and a service that really breaks. */
@NullMarked
package io.switchgear.soak;

import org.jspecify.annotations.NullMarked;
