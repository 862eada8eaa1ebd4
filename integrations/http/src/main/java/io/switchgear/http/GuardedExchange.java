// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request, its answer and the answer's body, as one call of a breaker; for integrations with HTTP clients, which report
 * to it what happens. An answer whose status is a failure settles the call, any other leaves that to the end of the body.
 * The first end counts, later ones do nothing. Thread-safe; the methods are called in the order of the exchange.
 *
 * @since 0.1
 * @see HttpBreakers#begin
 */
public final class GuardedExchange {
    private final Permit permit;
    private final CircuitBreakerConfig config;
    private final long startNanos;
    private volatile @Nullable HttpAnswer answer;
    /** Whether the reader waits for bytes of the body. */
    private volatile boolean waiting;
    /** The time since which the reader waits. Of several concurrent writers any may win. */
    private volatile long sinceNanos;

    GuardedExchange(Permit permit, CircuitBreakerConfig config) {
        this.permit = permit;
        this.config = config;
        this.startNanos = nowNanos();
    }

    /**
     * Reports that there is no answer.
     *
     * @param thrown the reason, which the classifier judges
     */
    public void failed(Throwable thrown) {
        permit.threw(thrown);
    }

    /**
     * Reports that the client has not sent the request for a reason of its own, such as a pool that has no connection left.
     * The call is ignored, however long it took.
     */
    public void notSent() {
        permit.ignore();
    }

    /**
     * Reports that the caller has given the exchange up. Before there is an answer, this counts against the server if it
     * took longer than {@code abandonedAfter}; while the body arrives, if the reader waited for longer than that.
     */
    public void givenUp() {
        if (answer == null || isSilent()) {
            permit.close();
        } else {
            permit.ignore();
        }
    }

    /** {@return the time since the request was admitted} */
    public Duration elapsed() {
        return Duration.ofNanos(nowNanos() - startNanos);
    }

    /**
     * Reports an answer's status and headers. If its status is a failure, the call is settled; else a probe gives its place
     * back.
     *
     * @param received the answer, which the classifier judges
     */
    public void answered(HttpAnswer received) {
        answer = received;
        giveProbesPlaceBack();
        if (HttpClassifier.isFailure(received.status())) {
            permit.returned(received);
        }
    }

    /** Reports that the reader of the body begins to wait for bytes. */
    public void waits() {
        sinceNanos = nowNanos();
        waiting = true;
    }

    /** Reports that bytes have arrived, and that the reader waits for more. */
    public void progressed() {
        sinceNanos = nowNanos();
        giveProbesPlaceBack();
    }

    /** Reports that bytes have arrived, and that the reader does not wait for more. */
    public void waitsNoLonger() {
        waiting = false;
        giveProbesPlaceBack();
    }

    /** Reports the end of the body, which has arrived as a whole. */
    public void complete() {
        permit.returned(answer);
    }

    /**
     * Reports that the body has broken off. An interrupted reader gave up after the time for which it had waited.
     *
     * @param thrown the reason
     */
    public void brokeOff(Throwable thrown) {
        permit.threw(thrown, silence());
    }

    /**
     * Reports that the reader has closed the body before its end: the server has answered, unless it kept the reader
     * waiting for longer than {@code abandonedAfter}.
     */
    public void closed() {
        if (isSilent()) {
            permit.close();
        } else {
            permit.returned(answer);
        }
    }

    /** The breaker's ticker is read here, and an exception from it does not concern the body. */
    private void giveProbesPlaceBack() {
        try {
            permit.progressed();
        } catch (RuntimeException broken) {
            // The breaker finds that too, and reports it.
        }
    }

    private boolean isSilent() {
        Duration bound = config.abandonedAfter().orElse(null);
        return bound != null && silence().compareTo(bound) > 0;
    }

    /** The time for which the reader waits; none where silence is usual. */
    private Duration silence() {
        return waiting && !isEventStream() ? Duration.ofNanos(nowNanos() - sinceNanos) : Duration.ZERO;
    }

    private boolean isEventStream() {
        return Objects.requireNonNull(answer)
                .header("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                .isPresent();
    }

    /** The time by the breaker's ticker; if that throws, nothing counts as waiting. */
    private long nowNanos() {
        try {
            return config.ticker().nanos();
        } catch (RuntimeException broken) {
            return sinceNanos;
        }
    }
}
