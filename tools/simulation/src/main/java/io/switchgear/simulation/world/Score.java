// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

/**
 * The figures of one run, or the medians of several.
 *
 * @param goodput the requests answered during the fault, as a share of the possible ones; NaN if none was possible
 * @param after the share of the requests answered in the minute after the fault
 * @param recovery the seconds from the end of the fault until the first of five consecutive seconds in each of which 90 %
 *     of the requests were answered; infinite if there were none
 * @param failed the calls that failed during the fault
 * @param calls the calls that were admitted during the fault
 * @param load the requests during the fault
 * @param rejectedAfter the share of the calls that were rejected after the fault, over all the evaluated time
 * @param openings the changes to OPEN, of all guards
 * @param probes the calls that were admitted as probes during the fault
 * @param worstProbes the most probes in a tenth of a second, during the fault and after it
 * @param lastClosed the seconds from the end of the fault until the last guard was closed permanently; infinite if one was
 *     not
 */
public record Score(
        double goodput,
        double after,
        double recovery,
        double failed,
        double calls,
        double load,
        double rejectedAfter,
        double openings,
        double probes,
        double worstProbes,
        double lastClosed) {}
