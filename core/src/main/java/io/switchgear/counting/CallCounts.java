// SPDX-License-Identifier: Apache-2.0
package io.switchgear.counting;

/**
 * Settled calls by kind: each call is counted in exactly one figure, so that sums and differences of counts never
 * contradict each other. Immutable.
 *
 * @param fastSuccesses successes that were not slow
 * @param slowSuccesses slow successes
 * @param fastFailures failures that were not slow
 * @param slowFailures slow failures
 */
public record CallCounts(long fastSuccesses, long slowSuccesses, long fastFailures, long slowFailures) {
    /** No calls. */
    public static final CallCounts NONE = new CallCounts(0, 0, 0, 0);

    /** The kind of a success that was not slow; a kind is also the index of its counter. */
    public static final int FAST_SUCCESS = 0;

    /** The kind of a slow success. */
    public static final int SLOW_SUCCESS = 1;

    /** The kind of a failure that was not slow. */
    public static final int FAST_FAILURE = 2;

    /** The kind of a slow failure. */
    public static final int SLOW_FAILURE = 3;

    /** The number of kinds. */
    public static final int KINDS = 4;

    /**
     * The kind of a call.
     *
     * @param failed whether it failed; else it succeeded
     * @param slow whether it was slow
     * @return one of the kinds
     */
    public static int kind(boolean failed, boolean slow) {
        return (failed ? FAST_FAILURE : FAST_SUCCESS) + (slow ? 1 : 0);
    }

    /** {@return successes of both kinds} */
    public long successes() {
        return fastSuccesses + slowSuccesses;
    }

    /** {@return failures of both kinds} */
    public long failures() {
        return fastFailures + slowFailures;
    }

    /** {@return all calls} */
    public long calls() {
        return successes() + failures();
    }

    /**
     * Returns these counts and one more call.
     *
     * @param kind the kind of that call
     * @return the sum
     */
    public CallCounts plus(int kind) {
        return new CallCounts(
                fastSuccesses + (kind == FAST_SUCCESS ? 1 : 0),
                slowSuccesses + (kind == SLOW_SUCCESS ? 1 : 0),
                fastFailures + (kind == FAST_FAILURE ? 1 : 0),
                slowFailures + (kind == SLOW_FAILURE ? 1 : 0));
    }

    /**
     * Returns the calls counted since an earlier moment.
     *
     * @param earlier the counts of that moment
     * @return the difference
     */
    public CallCounts minus(CallCounts earlier) {
        return new CallCounts(
                fastSuccesses - earlier.fastSuccesses,
                slowSuccesses - earlier.slowSuccesses,
                fastFailures - earlier.fastFailures,
                slowFailures - earlier.slowFailures);
    }
}
