package io.switchgear.soak.service;

/** Receives each request at the service that is known to be a probe, on a thread that reads the service's output. */
@FunctionalInterface
public interface ProbeReports {

    /**
     * A probe has reached the service.
     *
     * @param breaker the breaker through which it came
     * @param trip the trip after which it probes
     * @param call the caller's number for the call
     */
    void arrived(String breaker, long trip, long call);
}
