// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The options, checked. Immutable.
 *
 * @param length the length; the episode running then is finished
 * @param seed the seed of the schedule
 * @param quiet whether only violations and the summary are printed
 */
record SoakOptions(Duration length, long seed, boolean quiet) {
    static final String DEFAULT_MINUTES = "2";
    private static final BigDecimal LEAST = new BigDecimal("0.05");
    private static final BigDecimal MOST = new BigDecimal(10_080);
    private static final BigDecimal MILLIS_PER_MINUTE = new BigDecimal(60_000);

    /**
     * Checks the options as given.
     *
     * @throws IllegalArgumentException with the mistake in one line
     */
    static SoakOptions of(BigDecimal minutes, long seed, boolean quiet) {
        if (minutes.compareTo(LEAST) < 0 || minutes.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "--minutes " + minutes + ": must be " + LEAST + " to " + MOST + " (a week), like 0.5");
        }
        return new SoakOptions(
                Duration.ofMillis(minutes.multiply(MILLIS_PER_MINUTE).longValue()), seed, quiet);
    }
}
