package io.switchgear.httpclient;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Guard;
import io.switchgear.Permit;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The way of a request: the client must be alive, its guard must let it in, and how it ends is settled. Thread-safe. */
final class GuardedCalls {
    private final HttpClient client;
    private final ClientLife life;
    private final Function<? super HttpRequest, Guard> guards;

    GuardedCalls(HttpClient client, ClientLife life, Function<? super HttpRequest, Guard> guards) {
        this.client = client;
        this.life = life;
        this.guards = guards;
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
        Objects.requireNonNull(request, "request");
        BodyWatch<T> body = new BodyWatch<>(handler);
        long stamp = life.begin();
        try {
            return send(request, body, guards.apply(request));
        } finally {
            life.end(stamp);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyWatch<T> body, Guard guard)
            throws IOException, InterruptedException {
        Permit permit = acquire(guard);
        HttpResponse<T> response;
        try {
            response = client.send(request, body);
        } catch (IOException thrown) {
            IOException explained = life.explain(thrown);
            permit.threw(explained);
            throw explained;
        } catch (Throwable thrown) {
            permit.threw(thrown);
            throw thrown;
        }
        permit.returned(response);
        watch(body, guard);
        return response;
    }

    private static Permit acquire(Guard guard) throws HttpCallNotPermittedException {
        try {
            return guard.acquire();
        } catch (CallNotPermittedException rejection) {
            throw new HttpCallNotPermittedException(rejection);
        }
    }

    /** What it throws at once is a mistake in the arguments; everything else completes the future. */
    @SuppressWarnings("FutureReturnValueIgnored") // ending the call does not throw
    <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            BodyHandler<T> handler,
            Function<BodyHandler<T>, CompletableFuture<HttpResponse<T>>> exchange) {
        Objects.requireNonNull(request, "request");
        BodyWatch<T> body = new BodyWatch<>(handler);
        long stamp;
        try {
            stamp = life.begin();
        } catch (IOException closed) {
            return CompletableFuture.failedFuture(closed);
        }
        CompletableFuture<HttpResponse<T>> call = sendAsync(request, body, exchange);
        call.whenComplete((response, thrown) -> life.end(stamp));
        return call;
    }

    private <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            BodyWatch<T> body,
            Function<BodyHandler<T>, CompletableFuture<HttpResponse<T>>> exchange) {
        try {
            Guard guard = guards.apply(request);
            CompletableFuture<HttpResponse<T>> call = guard.callAsync(
                    () -> LinkedFuture.to(exchange.apply(body), () -> watch(body, guard), life::explain));
            return LinkedFuture.to(call, () -> {}, HttpCallNotPermittedException::around);
        } catch (Throwable fromTheFunction) {
            return CompletableFuture.failedFuture(fromTheFunction);
        }
    }

    private void watch(BodyWatch<?> body, Guard guard) {
        body.onBreakOff(thrown -> {
            if (!life.isOver()) {
                guard.recordFailure(thrown);
            }
        });
    }
}
