// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo.service;

import io.switchgear.toolkit.service.Behaviour;
import io.switchgear.toolkit.service.Pages;
import io.switchgear.toolkit.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** An HTTP service in a process of its own, which knows the weather and the stock, and counts its calls. Not thread-safe. */
public final class HttpService implements Breakable {
    private static final int SLOWEST_ANSWER_MILLIS = 25;
    private static final Pages PAGES = new Pages(Map.of(
            "/weather/Bergen", "rain, 7 degrees",
            "/weather/Palermo", "sun, 24 degrees",
            "/stock/bolt", "{\"item\":\"bolt\",\"quantity\":120}",
            "/stock/hinge", "{\"item\":\"hinge\",\"quantity\":7}",
            "/stock/nut", "{\"item\":\"nut\",\"quantity\":300}",
            "/stock/screw", "{\"item\":\"screw\",\"quantity\":0}"));

    private final ServiceProcess process;
    /** Since the last change; guarded by this. */
    private Hits hits = Hits.NONE;

    private boolean killed;

    private HttpService() throws IOException {
        this.process = ServiceProcess.start(
                PAGES, SLOWEST_ANSWER_MILLIS, Hits.CALLER_HEADER, (path, caller) -> count(Hits.of(caller)));
    }

    /** Starts a healthy service on a free port, and returns when it accepts calls. */
    public static HttpService start() throws IOException {
        return new HttpService();
    }

    @Override
    public String address() {
        return process.uri().toString();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Optional<Hits> enter(ServiceMode mode) throws IOException {
        boolean counted = !killed && mode != ServiceMode.KILLED;
        killed = mode == ServiceMode.KILLED;
        if (killed) {
            process.kill();
        } else {
            process.resume();
            process.behave(
                    switch (mode) {
                        case HEALTHY, KILLED -> Behaviour.ANSWERS;
                        case FAILING_IN_PART -> Behaviour.FAILS_IN_PART;
                        case ANSWERING_503 -> Behaviour.UNAVAILABLE;
                        case HANGING -> Behaviour.HANGS;
                    });
        }
        Hits since = take();
        return counted ? Optional.of(since) : Optional.empty();
    }

    private synchronized void count(Hits more) {
        hits = hits.plus(more);
    }

    private synchronized Hits take() {
        Hits taken = hits;
        hits = Hits.NONE;
        return taken;
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException stillThere) {
            throw new UncheckedIOException(stillThere);
        }
    }
}
