/** Circuit breakers as Micrometer meters, on the public API of core. */
@NullMarked
package io.switchgear.micrometer;

import org.jspecify.annotations.NullMarked;
