// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import io.switchgear.http.GuardedExchange;
import java.io.InterruptedIOException;
import okhttp3.Call;

/**
 * One call: tells a {@code callTimeout}, for which the client cancels the call itself, from a user's cancellation. They look
 * the same to an interceptor. The timeout began before the interceptor saw the call, so it is recognized by most of its
 * time. Thread-safe.
 */
final class OkHttpCall {
    private static final double MOST = 0.8;

    final GuardedExchange exchange;
    private final Call call;

    OkHttpCall(Call call, GuardedExchange exchange) {
        this.call = call;
        this.exchange = exchange;
    }

    /** There is no answer. */
    void failed(Throwable thrown) {
        if (!call.isCanceled()) {
            exchange.failed(thrown);
        } else if (isTimeout()) {
            exchange.failed(timeout(thrown));
        } else {
            exchange.givenUp();
        }
    }

    /** The body broke off. */
    void brokeOff(Throwable thrown) {
        if (!call.isCanceled()) {
            exchange.brokeOff(thrown);
        } else if (isTimeout()) {
            exchange.brokeOff(timeout(thrown));
        } else {
            exchange.givenUp();
        }
    }

    private boolean isTimeout() {
        long timeoutNanos = call.timeout().timeoutNanos();
        return timeoutNanos > 0 && exchange.elapsed().toNanos() >= MOST * timeoutNanos;
    }

    /** The exception that the client makes of it once its interceptors have returned. */
    private static Throwable timeout(Throwable thrown) {
        InterruptedIOException timeout = new InterruptedIOException("timeout");
        timeout.initCause(thrown);
        return timeout;
    }
}
