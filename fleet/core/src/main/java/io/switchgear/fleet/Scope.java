// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

/**
 * Identifies a record in a store: only instances with the same fleet, group and name of a breaker share it. Immutable.
 *
 * @param fleet the fleet's name
 * @param group the group within the fleet, such as a zone; may be empty
 * @param breaker the breaker's name; any text
 * @since 0.1
 */
public record Scope(String fleet, String group, String breaker) {}
