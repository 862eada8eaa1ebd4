// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.soak.breakers.Breakers;
import io.switchgear.toolkit.service.ServiceProcess;
import java.io.IOException;
import java.util.Locale;

/**
 * One line of the schedule. Immutable.
 *
 * @param episode number of the episode, 1 for the first
 * @param atMillis when, from the beginning of the episode
 * @param fault whether it is a fault of the service
 * @param what in words
 * @param action does it
 */
record Entry(int episode, int atMillis, boolean fault, String what, Action action) {
    /** One thing that the soak does to the service or to a breaker. */
    @FunctionalInterface
    interface Action {
        void on(ServiceProcess service, Breakers breakers) throws IOException;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "episode %d +%.3f s: %s", episode, atMillis / 1e3, what);
    }
}
