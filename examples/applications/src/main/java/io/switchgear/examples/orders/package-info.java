/**
 * A repository over a database that survives its server: {@link io.switchgear.examples.orders.Orders} is written against a plain
 * {@code DataSource} and knows of no breaker. Given a {@code CircuitBreakerDataSource} around its pool, which is one, it fails at
 * once while the server is down, with an {@code SQLException} as before; and a duplicate number is an answer, not an outage.
 */
@NullMarked
package io.switchgear.examples.orders;

import org.jspecify.annotations.NullMarked;
