// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.Guard;

/**
 * The target of calls: a breaker, or one key's. Immutable.
 *
 * @param name the name by which the service knows it
 * @param guard the guard of the calls
 */
public record Target(String name, Guard guard) {}
