// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Makes all clients call at the same moments, and signals the end of each second. */
final class Traffic implements AutoCloseable {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Callers> clients;
    private final Beat calls;
    private final Beat seconds;
    /** Used by the thread of the seconds only. */
    private int second;

    /**
     * Creates the traffic, which begins with {@link #start()}.
     *
     * @param everySecond called with the number of each second that has ended, 1 for the first
     */
    Traffic(DemoOptions options, Stopwatch clock, List<Callers> clients, IntConsumer everySecond) {
        Arrivals arrivals = new Arrivals(options.rate(), options.seed());
        this.clients = clients;
        this.calls = new Beat("calls", clock.startNanos(), arrivals::nextNanos, this::callAll);
        this.seconds = new Beat(
                "seconds", clock.startNanos(), () -> ++second * SECOND_NANOS, due -> everySecond.accept(second));
    }

    void start() {
        calls.start();
        seconds.start();
    }

    /** Ends the calls and the seconds; calls under way get some time to come back. */
    void stop(Duration grace) {
        calls.close();
        clients.forEach(client -> client.finish(grace));
        seconds.close();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private void callAll(long dueNanos) {
        clients.forEach(client -> client.callDueAt(dueNanos));
    }
}
