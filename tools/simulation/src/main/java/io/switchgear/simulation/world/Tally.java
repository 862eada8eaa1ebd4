// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.Arrays;

/** Counts the events of one run. Not thread-safe. */
final class Tally {
    private static final int TENTHS = 10;
    private static final int GOOD_SECONDS = 5;
    private static final double GOOD = 0.9;
    private static final int MINUTE = 60;

    private final Fault fault;
    private final Guard[] guards;
    private final boolean[] closed;
    private final long[] closedNanos;
    /** The requests by seconds after the fault. */
    private final int[] requestsAfter;

    private final int[] answersAfter;
    /** The probes by tenths of a second since the fault began. */
    private final int[] probesByTenth;

    private long requests;
    private long answers;
    private long failures;
    private long calls;
    private long probes;
    private long attemptsAfter;
    private long rejectionsAfter;

    Tally(Fault fault, double after, Guard[] guards) {
        this.fault = fault;
        this.guards = guards;
        this.closed = new boolean[guards.length];
        Arrays.fill(closed, true);
        this.closedNanos = new long[guards.length];
        int seconds = (int) Math.ceil(after);
        this.requestsAfter = new int[seconds];
        this.answersAfter = new int[seconds];
        this.probesByTenth = new int[(int) ((fault.seconds() + after) * TENTHS) + 1];
    }

    void requested(long nowNanos) {
        if (fault.holds(nowNanos)) {
            requests++;
        } else if (nowNanos >= fault.endNanos()) {
            requestsAfter[second(nowNanos)]++;
        }
    }

    void rejected(long nowNanos) {
        if (isAfter(nowNanos)) {
            attemptsAfter++;
            rejectionsAfter++;
        }
    }

    void admitted(long nowNanos, int guard) {
        if (nowNanos < fault.beginNanos()) {
            return;
        }
        boolean probing = guards[guard].isProbing();
        if (fault.holds(nowNanos)) {
            calls++;
            probes += probing ? 1 : 0;
        } else {
            attemptsAfter++;
        }
        int tenth = (int) ((nowNanos - fault.beginNanos()) / (VirtualTime.SECOND / TENTHS));
        if (probing && tenth < probesByTenth.length) {
            probesByTenth[tenth]++;
        }
    }

    void settled(long nowNanos, int guard) {
        if (nowNanos < fault.beginNanos()) {
            return;
        }
        boolean is = guards[guard].isClosed();
        if (is != closed[guard]) {
            closed[guard] = is;
            closedNanos[guard] = is ? nowNanos : Long.MAX_VALUE;
        }
    }

    void answered(long requestNanos) {
        if (fault.holds(requestNanos)) {
            answers++;
        } else if (isAfter(requestNanos)) {
            answersAfter[second(requestNanos)]++;
        }
    }

    void failed(long callNanos) {
        if (fault.holds(callNanos)) {
            failures++;
        }
    }

    private boolean isAfter(long nanos) {
        return nanos >= fault.endNanos();
    }

    private int second(long nanos) {
        return (int) ((nanos - fault.endNanos()) / VirtualTime.SECOND);
    }

    Score score(Service service) {
        double possible = service.possible(requests);
        return new Score(
                possible < 1 ? Double.NaN : (double) answers / possible,
                share(answersAfter, requestsAfter, 0, Math.min(MINUTE, requestsAfter.length)),
                recovery(),
                failures,
                calls,
                requests,
                (double) rejectionsAfter / attemptsAfter,
                Arrays.stream(guards).mapToLong(Guard::openings).sum(),
                probes,
                Arrays.stream(probesByTenth).max().orElse(0),
                lastClosed());
    }

    private double recovery() {
        int good = 0;
        for (int i = 0; i < requestsAfter.length; i++) {
            good = share(answersAfter, requestsAfter, i, i + 1) >= GOOD ? good + 1 : 0;
            if (good == GOOD_SECONDS) {
                return i + 1 - GOOD_SECONDS;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double share(int[] some, int[] all, int from, int to) {
        double part = Arrays.stream(some, from, to).sum();
        return part / Math.max(1, Arrays.stream(all, from, to).sum());
    }

    private double lastClosed() {
        long last = Arrays.stream(closedNanos).max().orElse(0);
        return last == Long.MAX_VALUE
                ? Double.POSITIVE_INFINITY
                : Math.max(0, (double) (last - fault.endNanos()) / VirtualTime.SECOND);
    }
}
