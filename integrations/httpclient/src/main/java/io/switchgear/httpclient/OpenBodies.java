// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies of one client that have begun and not ended. No thread watches them: the next request checks which of them are
 * stuck. Thread-safe.
 */
final class OpenBodies {
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

    private final Set<WatchedBody<?>> bodies = ConcurrentHashMap.newKeySet();
    /** The time of the last check. Replaced by compare-and-set: the thread that does so checks. */
    private final AtomicLong lookedNanos = new AtomicLong();

    void add(WatchedBody<?> body) {
        bodies.add(body);
    }

    void remove(WatchedBody<?> body) {
        bodies.remove(body);
    }

    /** Ends the calls whose bodies are stuck; at most ten times a second. */
    void look(Ticker ticker) {
        if (bodies.isEmpty()) {
            return;
        }
        long now;
        try {
            now = ticker.nanos();
        } catch (RuntimeException broken) {
            return; // the breaker reports it
        }
        long last = lookedNanos.get();
        if (Math.abs(now - last) >= INTERVAL_NANOS && lookedNanos.compareAndSet(last, now)) {
            bodies.removeIf(WatchedBody::endIfStuck);
        }
    }
}
