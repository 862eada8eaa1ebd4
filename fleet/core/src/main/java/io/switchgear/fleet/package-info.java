// SPDX-License-Identifier: Apache-2.0
/**
 * Instances of a service that share what their circuit breakers know, and one prober, through a store. Start at
 * {@link io.switchgear.fleet.Fleet}.
 */
@NullMarked
package io.switchgear.fleet;

import org.jspecify.annotations.NullMarked;
