// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.http.GuardedExchange;
import io.switchgear.http.HttpBreakers;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpOrigin;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.util.DeadlineTimeoutException;

/** One attempt: tells failures of the server from those of the caller and the client. Thread-safe. */
final class Attempt {
    final GuardedExchange exchange;
    private final HttpRequest request;
    private final HttpHost target;
    private final BooleanSupplier cancelled;
    private volatile boolean answered;

    private Attempt(GuardedExchange exchange, HttpRequest request, HttpHost target, BooleanSupplier cancelled) {
        this.exchange = exchange;
        this.request = request;
        this.target = target;
        this.cancelled = cancelled;
    }

    static Attempt begin(HttpBreakers breakers, HttpRequest request, HttpRoute route, BooleanSupplier cancelled)
            throws RejectedAttempt {
        HttpHost target = route.getTargetHost();
        try {
            return new Attempt(breakers.begin(() -> origin(target)), request, target, cancelled);
        } catch (HttpCallNotPermittedException rejection) {
            throw new RejectedAttempt(rejection);
        }
    }

    private static String origin(HttpHost target) {
        return HttpOrigin.of(target.getSchemeName(), target.getHostName(), target.getPort());
    }

    void answered(HttpResponse response) {
        answered = true;
        exchange.answered(new ApacheAnswer(response, request, origin(target)));
    }

    /** There is no answer, or its body has broken off. */
    void failed(Throwable thrown) {
        if (cancelled.getAsBoolean()) {
            exchange.givenUp();
        } else if (answered) {
            exchange.brokeOff(thrown);
        } else if (thrown instanceof ConnectionRequestTimeoutException // of the classic pool
                || thrown instanceof DeadlineTimeoutException) { // of the asynchronous one
            exchange.notSent();
        } else {
            exchange.failed(thrown);
        }
    }
}
