package io.switchgear.testkit;

import java.util.random.RandomGenerator;

/**
 * A source of chance that gives what it is told to: 0 until told otherwise. Made for {@link #nextDouble()}, the only number
 * that a breaker asks for (for the jitter of its waits); whatever else it gives is derived from the same numbers. Thread-safe.
 *
 * @since 0.1
 */
public final class ManualRandom implements RandomGenerator {
    private static final double STEPS = 0x1.0p53;
    private static final int SPARE_BITS = 11;

    /** The numbers to come; guarded by this. The last one stays. */
    private double[] values = {0};

    private int next;

    /** A source that gives 0. */
    public ManualRandom() {}

    /**
     * Sets the numbers to come.
     *
     * @param numbers given in this order, the last one again and again; at least one, each from 0 to below 1
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
