// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

/**
 * Marks an exception that means "this call was not let through", thrown before the operation was tried. A breaker never
 * counts one, directly or as a cause, as a failure of the other side: a full bulkhead or an open inner breaker is not an
 * outage. Implement it in rejecting exceptions of your own.
 *
 * @since 0.1
 */
public interface Rejection {}
