// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import io.switchgear.toolkit.ChildJvm;
import io.switchgear.toolkit.FreePort;
import io.switchgear.toolkit.Stopped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handle of a service in a process of its own, which can be killed, stopped and made to misbehave. Not thread-safe. */
public final class ServiceProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            // These start faster, leave the cores to the callers, and have room for many that hang.
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Xss256k");

    private final String[] arguments;
    private final BiConsumer<String, String> reports;
    private final int port;
    private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();
    private Conversation running;
    /** By us; a process that has died by itself is told about. */
    private boolean killed;

    private @Nullable Stopped stopped;

    private ServiceProcess(String[] arguments, BiConsumer<String, String> reports) throws IOException {
        this.arguments = arguments;
        this.reports = reports;
        this.running = launch(0);
        this.port = running.port();
    }

    /**
     * Starts a service that answers, and returns when it does.
     *
     * @param slowestMillis the longest time that it thinks about a request
     * @param header the requests that have it are reported
     * @param reports receives the path and the value of that header, on a thread that reads the service's output, and before
     *     the request is answered
     */
    public static ServiceProcess start(
            Pages pages, int slowestMillis, String header, BiConsumer<String, String> reports) throws IOException {
        String[] fixed = {header, Integer.toString(slowestMillis)};
        return new ServiceProcess(
                Stream.concat(Stream.of(fixed), Stream.of(pages.arguments())).toArray(String[]::new), reports);
    }

    private Conversation launch(int atPort) throws IOException {
        String[] all = Stream.concat(Stream.of(Integer.toString(atPort)), Stream.of(arguments))
                .toArray(String[]::new);
        return Conversation.with(ChildJvm.start(OPTIONS, ServiceMain.class, all), reports);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(FreePort.loopback(), port);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** {@return the id of the process; another one after a kill} */
    public long pid() {
        return running.child().handle().pid();
    }

    /** Changes what it does with all requests for which nothing else was said. */
    public void behave(Behaviour behaviour) throws IOException {
        behave(List.of(ServiceMain.EVERYWHERE), behaviour);
    }

    /** Changes what it does with requests in these folders; remembered through a kill, and while stopped. */
    public void behave(Collection<String> folders, Behaviour behaviour) throws IOException {
        for (String folder : folders) {
            behaviours.put(folder, behaviour);
            if (!killed && stopped == null) {
                running.command(folder + " " + behaviour.name());
            }
        }
    }

    /** SIGKILL: connections break, new ones are refused, until {@link #resume}. */
    public void kill() throws IOException {
        killed = true;
        running.end();
        continueStopped();
    }

    /** SIGSTOP: connections are accepted by the system, and nothing more happens, until {@link #resume}. */
    public void stop() throws IOException {
        if (!killed && stopped == null) {
            stopped = new Stopped(running.child().handle());
        }
    }

    /** Undoes a kill or a stop: returns when the service hears again, on the same port. */
    public void resume() throws IOException {
        boolean wasAway = killed || stopped != null;
        continueStopped();
        if (killed) {
            running = launch(port);
            killed = false;
        }
        if (wasAway) {
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
        running.end();
        continueStopped();
    }
}
