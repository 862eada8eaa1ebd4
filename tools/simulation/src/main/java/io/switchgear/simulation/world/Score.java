package io.switchgear.simulation.world;

/**
 * The figures of one run, or the medians of several.
 *
 * @param goodput requests of the fault that were answered, as a share of the possible; NaN where nothing was possible
 * @param after share of the requests of the minute after the fault that were answered
 * @param recovery seconds from the end of the fault until the first of five seconds in a row in each of which 90 % of the
 *     requests were answered; infinite if there were none
 * @param failed calls of the fault that failed
 * @param calls calls that were let through in the fault
 * @param load requests in the fault
 * @param rejectedAfter share of the calls after the fault that were rejected, of all the time that was looked at
 * @param openings changes to OPEN, of all guards
 * @param probes calls of the fault that were let through as probes
 * @param worstProbes the most probes in a tenth of a second, in the fault and after it
 * @param lastClosed seconds from the end of the fault until the last guard was closed for good; infinite if one was not
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
