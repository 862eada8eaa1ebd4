// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.time.Duration;

/**
 * Time since the start of a run. Immutable.
 *
 * @param startNanos the start, by {@link System#nanoTime()}
 */
record Stopwatch(long startNanos) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
