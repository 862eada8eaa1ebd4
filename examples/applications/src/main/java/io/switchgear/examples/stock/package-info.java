/**
 * A client for another team's service: {@link io.switchgear.examples.stock.StockClient} gives typed answers, tells the service's
 * failures (5xx) from our mistakes (4xx), passes the caller's deadline on, and answers with the last good answer, marked as
 * old, while the service fails or the breaker rejects.
 */
@NullMarked
package io.switchgear.examples.stock;

import org.jspecify.annotations.NullMarked;
