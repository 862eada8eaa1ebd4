package io.switchgear.outcome;

/**
 * Marks an exception that says "this call was not let through", thrown before the operation was tried. A breaker never
 * counts one, directly or as a cause, against what it protects: a full bulkhead or an inner breaker that is open is not an
 * outage. Implement it in your own rejecting exceptions.
 *
 * @since 0.1
 */
public interface Rejection {}
