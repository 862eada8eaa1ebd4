// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

/**
 * The number of instances whose evidence opens the breaker of all: at least a number, and at least a share of those that
 * have traffic. Immutable.
 *
 * @param least the number of instances, 1 to 10,000
 * @param share the share of the instances with traffic, more than 0 and at most 1
 * @since 0.1
 */
public record Quorum(int least, double share) {
    /**
     * The default: two instances, and 30 % of those with traffic. In a simulation of 50 instances of which five had a
     * broken path of their own, 30 % left the other 45 alone and 10 % opened all; one instance alone cannot tell its own
     * path from the dependency.
     */
    public static final Quorum DEFAULT = new Quorum(2, 0.3);

    /**
     * Creates a quorum.
     *
     * @param least the number of instances, 1 to 10,000
     * @return a quorum of this number, whatever their share
     */
    public static Quorum atLeast(int least) {
        return new Quorum(least, Double.MIN_VALUE);
    }

    /**
     * Changes the share.
     *
     * @param ofActive the share of the instances with traffic, more than 0 and at most 1
     * @return a quorum with this share
     */
    public Quorum share(double ofActive) {
        return new Quorum(least, ofActive);
    }

    /** Whether so many votes of so many instances suffice. */
    boolean isMet(int votes, int seen) {
        return votes >= Math.max(least, (int) Math.ceil(share * seen));
    }
}
