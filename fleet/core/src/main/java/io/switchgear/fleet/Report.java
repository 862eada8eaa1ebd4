// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

/**
 * The regular report of one instance about one breaker. Immutable.
 *
 * @param instance the instance
 * @param active whether the instance has traffic; one without is not counted among those seen
 * @param vote whether its own evidence says that the dependency is down
 * @param seenVersion the version of the record that the instance knew; a vote counts only for that version, so that a vote
 *     of an outage that is over cannot begin another
 * @since 0.1
 */
public record Report(String instance, boolean active, boolean vote, long seenVersion) {}
