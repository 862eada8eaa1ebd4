// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.counting.CallCounts;
import io.switchgear.counting.CountWindow;
import io.switchgear.counting.StripedCounters;
import io.switchgear.counting.TimeWindow;
import io.switchgear.window.Window;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** What a window shows of calls that are booked at the same moment. */
public class WindowRaces {
    private static final Window.LastCalls ONE_CALL = Window.lastCalls(1);
    private static final Window.LastCalls FOUR_CALLS = Window.lastCalls(4);
    private static final Window.LastTime ONE_BUCKET =
            Window.last(Duration.ofNanos(10)).buckets(1);

    /** A window of one call is lapped: fast successes, slow successes, fast failures. */
    @JCStressTest
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "The slow success claimed its number last.")
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "The failure claimed its number last.")
    @Outcome(expect = FORBIDDEN, desc = "The older call overwrote the newer one, or both count.")
    @State
    public static class Lap {
        private final CountWindow window = new CountWindow(ONE_CALL);

        @Actor
        public void slow() {
            window.record(CallCounts.SLOW_SUCCESS, 0);
        }

        @Actor
        public void fail() {
            window.record(CallCounts.FAST_FAILURE, 0);
        }

        @Arbiter
        public void look(JJJ_Result r) {
            CallCounts counts = window.counts(0);
            r.r1 = counts.fastSuccesses();
            r.r2 = counts.slowSuccesses();
            r.r3 = counts.fastFailures();
        }
    }

    /**
     * A failure may have been held up for a whole lap, in a window whose ends are read by marks: fast successes, slow
     * successes, fast failures.
     */
    @JCStressTest
    @Outcome(id = "3, 1, 0", expect = ACCEPTABLE, desc = "The failure claimed its number first and is out.")
    @Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "The failure claimed a later number.")
    @Outcome(expect = FORBIDDEN, desc = "The failure took a newer call's place, or one of them counts twice or not.")
    @State
    public static class LapOfMarks {
        private final CountWindow window = new CountWindow(FOUR_CALLS);

        @Actor
        public void fail() {
            window.record(CallCounts.FAST_FAILURE, 0);
        }

        @Actor
        public void succeed() {
            window.record(CallCounts.FAST_SUCCESS, 0);
            window.record(CallCounts.FAST_SUCCESS, 0);
            window.record(CallCounts.FAST_SUCCESS, 0);
            window.record(CallCounts.SLOW_SUCCESS, 0);
        }

        @Arbiter
        public void look(JJJ_Result r) {
            CallCounts counts = window.counts(0);
            r.r1 = counts.fastSuccesses();
            r.r2 = counts.slowSuccesses();
            r.r3 = counts.fastFailures();
        }
    }

    /** A window is read while a failure is booked: calls, failures. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Before.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It has its number and is not tallied yet: reads as a success.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "After.")
    @Outcome(expect = FORBIDDEN, desc = "A failure rate above 1, or a call that nobody made.")
    @State
    public static class ReadBetween {
        private final CountWindow window = new CountWindow(ONE_CALL);

        @Actor
        public void fail() {
            window.record(CallCounts.FAST_FAILURE, 0);
        }

        @Actor
        public void read(JJ_Result r) {
            CallCounts counts = window.counts(0);
            r.r1 = counts.calls();
            r.r2 = counts.failures();
        }
    }

    /** A failure is booked and then told: whether it was told, and the failures that whoever was told sees. */
    @JCStressTest
    @Outcome(id = "false, [01], 1", expect = ACCEPTABLE, desc = "Not told yet.")
    @Outcome(id = "true, 1, 1", expect = ACCEPTABLE, desc = "Who knows of the booking finds it.")
    @Outcome(expect = FORBIDDEN, desc = "A booking that is over is not to be seen.")
    @State
    public static class MarkPublication {
        private final CountWindow window = new CountWindow(ONE_CALL);
        private volatile boolean told;

        @Actor
        public void fail() {
            window.record(CallCounts.FAST_FAILURE, 0);
            told = true;
        }

        @Actor
        public void read(LLL_Result r) {
            r.r1 = told;
            r.r2 = window.counts(0).failures();
        }

        @Arbiter
        public void look(LLL_Result r) {
            r.r3 = window.counts(0).failures();
        }
    }

    /** A bucket ends between two bookings: failures in the window, which has one bucket, in the next bucket. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The call of the old bucket is over.")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "The call of the old bucket was added after the bucket ended.")
    @Outcome(expect = FORBIDDEN, desc = "The call of the new bucket is lost, or a call counts twice.")
    @State
    public static class BucketEnd {
        private final TimeWindow window = new TimeWindow(ONE_BUCKET, 0);

        @Actor
        public void fail() {
            window.record(CallCounts.FAST_FAILURE, 9);
        }

        @Actor
        public void failInNextBucket() {
            window.record(CallCounts.FAST_FAILURE, 10);
        }

        @Arbiter
        public void look(J_Result r) {
            r.r1 = window.counts(10).failures();
        }
    }

    /** Two calls come first in a new bucket, and each notes what the sum was at its start: failures in that bucket. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both count in the new bucket.")
    @Outcome(expect = FORBIDDEN, desc = "The later note replaced the earlier one and took a new call for an old one.")
    @State
    public static class BucketStart {
        private final TimeWindow window = new TimeWindow(ONE_BUCKET, 0);

        @Actor
        public void fail() {
            window.record(CallCounts.FAST_FAILURE, 10);
        }

        @Actor
        public void failToo() {
            window.record(CallCounts.FAST_FAILURE, 10);
        }

        @Arbiter
        public void look(J_Result r) {
            r.r1 = window.counts(10).failures();
        }
    }

    /** Two adds to one counter, in a row that more rows may join. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are there.")
    @Outcome(expect = FORBIDDEN, desc = "An add is lost or counts twice.")
    @State
    public static class StripedAdd {
        private final StripedCounters counters = new StripedCounters(1);

        @Actor
        public void add() {
            counters.add(0);
        }

        @Actor
        public void addToo() {
            counters.add(0);
        }

        @Arbiter
        public void look(J_Result r) {
            r.r1 = counters.sum(0);
        }
    }
}
