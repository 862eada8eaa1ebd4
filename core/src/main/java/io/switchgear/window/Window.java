package io.switchgear.window;

import io.switchgear.support.Durations;
import java.time.Duration;

/**
 * The calls that a closed breaker looks back on: the last so many, or those of the last so much time. Immutable. Nothing is
 * checked here; the configuration that takes it checks it in its {@code build()}.
 *
 * @since 0.1
 */
public sealed interface Window {

    /**
     * The last {@code count} calls, in the order in which they ended.
     *
     * @param count number of calls, 1 to 1,000,000; the breaker keeps about 8 bytes for each
     * @return a count window
     * @see #last(Duration) the calls of the last so much time
     */
    static LastCalls lastCalls(int count) {
        return new LastCalls(count);
    }

    /**
     * The calls that ended in the last {@code span}, in 10 buckets.
     *
     * @param span more than zero, at most 36,500 days
     * @return a time window
     * @see #lastCalls(int) the last so many calls
     */
    static LastTime last(Duration span) {
        return new LastTime(span, 10);
    }

    /**
     * Describes some calls of the window, in words that follow "57 of ".
     *
     * @param calls number of calls that it holds
     * @return {@code 100 calls in 10 s} or {@code the last 100 calls}
     */
    String describe(long calls);

    /**
     * A count window.
     *
     * @param count number of calls
     */
    record LastCalls(int count) implements Window {
        @Override
        public String describe(long calls) {
            return "the last " + calls + (calls == 1 ? " call" : " calls");
        }
    }

    /**
     * A time window, cut into equal buckets (of whole nanoseconds, rounded down) that leave it one by one: a call stays at least {@code span} less one bucket,
     * and at most {@code span}.
     *
     * @param span how far it looks back
     * @param buckets number of buckets, 1 to 1,000; more make it smoother and cost about 40 bytes each
     */
    record LastTime(Duration span, int buckets) implements Window {
        /**
         * The same span in another number of buckets.
         *
         * @param count number of buckets, 1 to 1,000
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
