// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.http.HttpAnswer;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.http.HttpOrigin;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One call: a request, its answer and the answer's body, under one permit. An answer whose status is a failure settles the
 * call, otherwise the end of its body does. Thread-safe.
 */
final class HttpExchange {
    private final Permit permit;
    private final CircuitBreakerConfig config;
    private volatile @Nullable HttpAnswer answer;
    /** Whether the reader waits for bytes of the body. */
    private volatile boolean waiting;
    /** The time since which the reader waits. Of several concurrent writers any may win. */
    private volatile long sinceNanos;

    private HttpExchange(Permit permit, CircuitBreakerConfig config) {
        this.permit = permit;
        this.config = config;
    }

    /**
     * The breakers of one client.
     *
     * @param guards the guard for an address
     * @param config the configuration that they have
     */
    record Breakers(Function<URI, Guard> guards, Supplier<CircuitBreakerConfig> config) {
        /** One breaker for all requests. */
        static Breakers of(CircuitBreaker breaker) {
            HttpBreakers.check(breaker.name(), breaker.config());
            return new Breakers(uri -> breaker, breaker::config);
        }

        /** A breaker for each origin. */
        static Breakers of(KeyedCircuitBreaker<String> origins) {
            HttpBreakers.check(origins.name(), origins.config());
            return new Breakers(uri -> origins.at(HttpOrigin.of(uri)), origins::config);
        }

        HttpExchange begin(URI uri, UnaryOperator<Guard> context) throws HttpCallNotPermittedException {
            try {
                return new HttpExchange(context.apply(guards.apply(uri)).acquire(), config.get());
            } catch (CallNotPermittedException rejection) {
                throw new HttpCallNotPermittedException(rejection);
            }
        }
    }

    /** There is no answer. */
    void failed(Throwable thrown) {
        permit.threw(thrown);
    }

    /** Nobody waits for the answer any more. */
    void givenUp() {
        permit.close();
    }

    /** The headers have arrived. */
    void answered(HttpAnswer received) {
        answer = received;
        progress();
        if (HttpClassifier.isFailure(received.status())) {
            permit.returned(received);
        }
    }

    /** The reader waits for bytes. */
    void waits() {
        sinceNanos = nowNanos();
        waiting = true;
    }

    /** Bytes have arrived. */
    void progressed() {
        sinceNanos = nowNanos();
        progress();
    }

    /** The reader has its bytes, and does not wait for others. */
    void waitsNoLonger() {
        waiting = false;
        progress();
    }

    /** The whole body has arrived. */
    void complete() {
        permit.returned(answer);
    }

    /** The body broke off. An interrupted reader gave up after the time for which it had waited. */
    void brokeOff(Throwable thrown) {
        permit.threw(thrown, silence());
    }

    /** The reader closed the body before its end: the server has answered, unless it kept the reader waiting. */
    void closed() {
        Duration bound = config.abandonedAfter().orElse(null);
        if (bound != null && silence().compareTo(bound) > 0) {
            permit.close();
        } else {
            permit.returned(answer);
        }
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

    /** The time by the breaker's ticker; if that throws, nobody has waited. */
    private long nowNanos() {
        try {
            return config.ticker().nanos();
        } catch (RuntimeException broken) {
            return sinceNanos;
        }
    }

    /** Reads the breaker's ticker, whose exceptions do not concern the body. */
    private void progress() {
        try {
            permit.progressed();
        } catch (RuntimeException broken) {
            // The breaker finds that too, and reports it.
        }
    }
}
