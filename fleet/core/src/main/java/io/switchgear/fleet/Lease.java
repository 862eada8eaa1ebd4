// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import java.time.Duration;

/**
 * A request to be the one instance that probes. Immutable.
 *
 * @param instance the instance that asks
 * @param token a text that no other request has; the same token prolongs a running lease
 * @param ttl the time after which the lease ends by itself
 * @param notAfterMillis the time of the store from which on the request must be refused: a request that timed out may still
 *     arrive much later
 * @since 0.1
 */
public record Lease(String instance, String token, Duration ttl, long notAfterMillis) {}
