package io.switchgear.soak.schedule;

import java.util.Locale;

/**
 * One line of the schedule. Immutable.
 *
 * @param episode the number of the episode, 1 for the first
 * @param atMillis the time from the beginning of the episode
 * @param action the action
 */
public record Entry(int episode, int atMillis, Action action) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "episode %d +%.3f s: %s", episode, atMillis / 1e3, action);
    }
}
