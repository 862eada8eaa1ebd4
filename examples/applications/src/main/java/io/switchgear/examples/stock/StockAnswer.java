// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.stock;

import java.time.Duration;

/** The answer to a question for an item: one of these. Immutable. */
public sealed interface StockAnswer {
    /**
     * The service knows it.
     *
     * @param level as of now
     */
    record Found(StockLevel level) implements StockAnswer {}

    /**
     * The service is well and knows no such item.
     *
     * @param item as asked for
     */
    record Unknown(String item) implements StockAnswer {}

    /**
     * The service is well and does not like the question: a mistake of ours, which old answers would only hide.
     *
     * @param item as asked for
     * @param status one of HTTP's 4xx
     */
    record Refused(String item, int status) implements StockAnswer {}

    /**
     * No answer now, but one that was good a while ago.
     *
     * @param level as it was then
     * @param age how long ago that is
     * @param why there is no answer now: the failure, or the breaker's rejection
     */
    record LastGood(StockLevel level, Duration age, Exception why) implements StockAnswer {}

    /**
     * No answer now, and none that is fresh enough from before.
     *
     * @param item as asked for
     * @param why the failure, or the breaker's rejection
     */
    record Unavailable(String item, Exception why) implements StockAnswer {}
}
