package io.switchgear.soak.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handle of a service in a process of its own, which can be killed, stopped and made to misbehave. Not thread-safe. */
public final class ServiceProcess implements AutoCloseable {
    /** The header by which a caller marks a call that is certainly a probe, with its trip. */
    public static final String PROBE_HEADER = "Probe-Of";

    private static final int ANY_PORT = 0;

    private final ProbeReports reports;
    private final int port;
    private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();
    private RunningService running;
    /** Whether this object killed the process; one that has died by itself is reported. */
    private boolean killed;

    private @Nullable Stopped stopped;

    private ServiceProcess(ProbeReports reports, RunningService running) {
        this.reports = reports;
        this.port = running.port();
        this.running = running;
    }

    /**
     * Starts a service that answers, and returns when it does.
     *
     * @throws IOException if it cannot be started, or processes cannot be stopped and continued on this system
     */
    public static ServiceProcess start(ProbeReports reports) throws IOException {
        Stopped.checkSupported();
        return new ServiceProcess(reports, RunningService.launch(ANY_PORT, reports));
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(BreakingService.loopback(), port);
    }

    /** {@return the id of the process, which changes after a kill} */
    public long pid() {
        return running.process().pid();
    }

    /** Changes the behaviour towards the requests of these breakers; it is kept through a kill, and while stopped. */
    public void behave(Collection<String> breakers, Behaviour behaviour) throws IOException {
        for (String breaker : breakers) {
            behaviours.put(breaker, behaviour);
            if (!killed && stopped == null) {
                running.command(breaker + " " + behaviour);
            }
        }
    }

    /** Sends SIGKILL: connections break, new ones are refused, until {@link #resume}. */
    public void kill() throws IOException {
        killed = true;
        running.kill();
        continueStopped();
    }

    /** Sends SIGSTOP: the system still accepts connections, and nothing more happens, until {@link #resume}. */
    public void stop() throws IOException {
        if (!killed && stopped == null) {
            stopped = Stopped.stop(running.process().toHandle());
        }
    }

    /** Undoes a kill or a stop: returns when the service answers again, on the same port. */
    public void resume() throws IOException {
        boolean wasStopped = stopped != null;
        continueStopped();
        if (killed) {
            running = RunningService.launch(port, reports);
            killed = false;
        }
        if (wasStopped || running.isFresh()) {
            for (Map.Entry<String, Behaviour> each : behaviours.entrySet()) {
                running.command(each.getKey() + " " + each.getValue());
            }
        }
    }

    private void continueStopped() throws IOException {
        if (stopped != null) {
            stopped.close();
            stopped = null;
        }
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException {
        running.kill();
        continueStopped();
    }
}
