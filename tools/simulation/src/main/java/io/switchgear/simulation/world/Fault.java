// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

/**
 * The stretch of time with a fault.
 *
 * @param beginNanos its first moment
 * @param endNanos the first moment after it
 */
public record Fault(long beginNanos, long endNanos) {
    /** {@return whether a moment is in it} */
    public boolean holds(long nanos) {
        return nanos >= beginNanos && nanos < endNanos;
    }

    /** {@return its length in seconds} */
    public double seconds() {
        return (double) (endNanos - beginNanos) / VirtualTime.SECOND;
    }
}
