// SPDX-License-Identifier: Apache-2.0
package io.switchgear.window;

import io.switchgear.support.Durations;
import java.time.Duration;

/**
 * The window of calls that a closed breaker evaluates: the last calls up to a number, or those of the last stretch of time.
 * Immutable. Nothing is checked here; {@code build()} of the configuration checks it.
 *
 * @since 0.1
 */
public sealed interface Window {

    /**
     * Returns a window of the last {@code count} calls, in the order in which they ended.
     *
     * @param count the number of calls, 1 to 1,000,000; the breaker keeps about 8 bytes for each
     * @return a count window
     * @see #last(Duration) a window of time
     */
    static LastCalls lastCalls(int count) {
        return new LastCalls(count);
    }

    /**
     * Returns a window of the calls that ended in the last {@code span}, in 10 buckets.
     *
     * @param span the length of time, more than zero, at most 36,500 days
     * @return a time window
     * @see #lastCalls(int) a window of a number of calls
     */
    static LastTime last(Duration span) {
        return new LastTime(span, 10);
    }

    /**
     * Describes a number of calls in the window, as text that follows "57 of ".
     *
     * @param calls the number of calls in the window
     * @return a text such as {@code 100 calls in 10 s} or {@code the last 100 calls}
     */
    String describe(long calls);

    /**
     * A count window.
     *
     * @param count the number of calls
     */
    record LastCalls(int count) implements Window {
        @Override
        public String describe(long calls) {
            return "the last " + calls + (calls == 1 ? " call" : " calls");
        }
    }

    /**
     * A time window, divided into equal buckets (of whole nanoseconds, rounded down) that leave it one by one: a call stays
     * for at least {@code span} less one bucket, and at most for {@code span}.
     *
     * @param span the length of time
     * @param buckets the number of buckets, 1 to 1,000; more buckets make it smoother and cost about 40 bytes each
     */
    record LastTime(Duration span, int buckets) implements Window {
        /**
         * Returns the same span with another number of buckets.
         *
         * @param count the number of buckets, 1 to 1,000
         * @return a time window
         */
        public LastTime buckets(int count) {
            return new LastTime(span, count);
        }

        @Override
        public String describe(long calls) {
            return calls + (calls == 1 ? " call in " : " calls in ") + Durations.text(span);
        }
    }
}
