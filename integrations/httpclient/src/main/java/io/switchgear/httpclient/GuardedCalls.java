// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Guard;
import io.switchgear.Permit;
import io.switchgear.http.HttpCallNotPermittedException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The path of a request: the client must be alive, the guard must admit the request, and its end is settled. Thread-safe. */
final class GuardedCalls {
    private final HttpClient client;
    private final ClientLife life;
    private final Function<? super HttpRequest, Target> targets;
    private final OpenBodies openBodies = new OpenBodies();
    /** Whether requests can be replaced: another client may recognize its own by their class. */
    private final boolean watchesPublishers;

    /**
     * The guard of a request.
     *
     * @param guard the guard
     * @param config the configuration of the guard's breaker
     */
    record Target(Guard guard, CircuitBreakerConfig config) {}

    GuardedCalls(HttpClient client, ClientLife life, Function<? super HttpRequest, Target> targets) {
        this.client = client;
        this.life = life;
        this.targets = targets;
        this.watchesPublishers = client.getClass().getName().startsWith("jdk.internal.net.http.");
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
        check(request, handler);
        long stamp = life.begin();
        try {
            HttpCall<T> call = begin(request, handler);
            HttpResponse<T> response;
            try {
                response = client.send(watched(request, call), call);
            } catch (IOException thrown) {
                throw (IOException) call.failedHere(thrown);
            } catch (InterruptedException thrown) {
                call.interrupted(thrown);
                throw thrown;
            } catch (Throwable thrown) {
                call.failedHere(thrown);
                throw thrown;
            }
            call.answered(response);
            return response;
        } finally {
            life.end(stamp);
        }
    }

    /** Sends a request. Throws only for a missing argument; everything else completes the future. */
    <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(request, handler, (sent, call) -> client.sendAsync(sent, call));
    }

    <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler, (sent, call) -> client.sendAsync(sent, call, pushes));
    }

    private interface Exchange<T> {
        CompletableFuture<HttpResponse<T>> start(HttpRequest request, BodyHandler<T> handler);
    }

    private <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, Exchange<T> exchange) {
        check(request, handler);
        long stamp;
        try {
            stamp = life.begin();
        } catch (IOException closed) {
            return CompletableFuture.failedFuture(closed);
        }
        HttpCall<T> call;
        try {
            call = begin(request, handler);
        } catch (Throwable refused) {
            life.end(stamp);
            return CompletableFuture.failedFuture(refused);
        }
        return new CallFuture<>(call, life, stamp).start(() -> exchange.start(watched(request, call), call));
    }

    private static void check(HttpRequest request, BodyHandler<?> handler) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "responseBodyHandler");
    }

    private <T> HttpCall<T> begin(HttpRequest request, BodyHandler<T> handler) throws HttpCallNotPermittedException {
        Target target = targets.apply(request);
        openBodies.look(target.config.ticker());
        Permit permit;
        try {
            permit = target.guard.acquire();
        } catch (CallNotPermittedException rejection) {
            throw new HttpCallNotPermittedException(rejection);
        }
        return new HttpCall<>(request, handler, life, openBodies, target.config, permit);
    }

    private HttpRequest watched(HttpRequest request, HttpCall<?> call) {
        return watchesPublishers ? WatchedRequest.of(request, call) : request;
    }
}
