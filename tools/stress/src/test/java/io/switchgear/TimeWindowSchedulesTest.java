// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.counting.SlidingWindow;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionGenerator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Once all bookings are done, a time window holds each call for as long as its bucket counts, in an order in which they may
 * have come; time goes on in the middle of bookings. Its sums are striped: one that is read during a booking may miss it and
 * have a later one, so reads come before and after.
 */
@Param(name = "kind", gen = IntGen.class, conf = "0:3")
public class TimeWindowSchedulesTest extends SchedulesTest {
    private static final int BUCKETS = 2;
    private static final Duration BUCKET = Duration.ofNanos(10);

    private final ManualTicker ticker = new ManualTicker();
    private final SlidingWindow window =
            SlidingWindow.of(Window.last(BUCKET.multipliedBy(BUCKETS)).buckets(BUCKETS), ticker.nanos());

    @Override
    Class<?> specification() {
        return LastBuckets.class;
    }

    @Override
    Class<? extends ExecutionGenerator> scenarios() {
        return ReadsAfterwards.class;
    }

    @Operation
    public void record(@Param(name = "kind") int kind) {
        window.record(kind, ticker.nanos());
    }

    @Operation
    public void nextBucket() {
        ticker.advance(BUCKET);
    }

    @Operation
    public String read() {
        return window.counts(ticker.nanos()).toString();
    }

    /** Each bucket's calls in a list. */
    public static class LastBuckets {
        private final List<CallCounts> buckets = new ArrayList<>(List.of(CallCounts.NONE));

        public void record(int kind) {
            buckets.set(0, buckets.get(0).plus(kind));
        }

        public void nextBucket() {
            buckets.add(0, CallCounts.NONE);
        }

        public String read() {
            CallCounts counts = CallCounts.NONE;
            for (CallCounts bucket : buckets.subList(0, Math.min(BUCKETS, buckets.size()))) {
                counts = new CallCounts(
                        counts.fastSuccesses() + bucket.fastSuccesses(),
                        counts.slowSuccesses() + bucket.slowSuccesses(),
                        counts.fastFailures() + bucket.fastFailures(),
                        counts.slowFailures() + bucket.slowFailures());
            }
            return counts.toString();
        }
    }
}
