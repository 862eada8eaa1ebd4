package io.switchgear.soak.schedule;

import java.util.List;

/**
 * Some seconds of faults, changes and moves by hand, after which the service recovers. Immutable.
 *
 * @param number 1 for the first
 * @param millis how long it lasts
 * @param entries in the order of their times
 */
public record Episode(int number, int millis, List<Entry> entries) {}
