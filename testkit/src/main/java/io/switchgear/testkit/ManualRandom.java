// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import java.util.random.RandomGenerator;

/**
 * A source of random numbers that a test controls; it returns 0 until set otherwise. Designed for {@link #nextDouble()},
 * the only method that a breaker calls (for the jitter of its waits); other methods derive their values from the same
 * numbers. Thread-safe.
 *
 * @since 0.1
 */
public final class ManualRandom implements RandomGenerator {
    private static final double STEPS = 0x1.0p53;
    private static final int SPARE_BITS = 11;

    /** The numbers to be returned; the last one is repeated. Guarded by this. */
    private double[] values = {0};

    private int next;

    /** Creates a source that returns 0. */
    public ManualRandom() {}

    /**
     * Sets the numbers to be returned.
     *
     * @param numbers the numbers in order, the last one repeated; at least one, each from 0 to below 1
     * @throws IllegalArgumentException if there is none, or one is out of these bounds
     */
    public synchronized void set(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("set() without a number: give at least one, 0 <= number < 1");
        }
        for (double number : numbers) {
            if (!(number >= 0 && number < 1)) {
                throw new IllegalArgumentException("set(" + number + "): a random number is 0 <= number < 1");
            }
        }
        values = numbers.clone();
        next = 0;
    }

    @Override
    public synchronized double nextDouble() {
        return values[next < values.length - 1 ? next++ : next];
    }

    @Override
    public long nextLong() {
        return (long) (nextDouble() * STEPS) << SPARE_BITS;
    }
}
