package io.switchgear.soak.schedule;

import java.util.List;

/**
 * Some seconds of faults, changes and operations by hand, after which the service recovers. Immutable.
 *
 * @param number the number, 1 for the first
 * @param millis the length
 * @param entries the entries in the order of their times
 */
public record Episode(int number, int millis, List<Entry> entries) {}
