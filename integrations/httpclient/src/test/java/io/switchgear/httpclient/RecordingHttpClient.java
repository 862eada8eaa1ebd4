// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.Call;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client without a network: what an operation gives is its responses. It remembers its calls, those of the methods that
 * clients have since JDK 21 too, and has an answer of its own for each.
 */
final class RecordingHttpClient extends HttpClient {
    final List<String> called = new CopyOnWriteArrayList<>();
    final List<Object> answered = new CopyOnWriteArrayList<>();
    final List<PushPromiseHandler<?>> pushHandlers = new CopyOnWriteArrayList<>();
    private final ScriptedOperation<Object> behind;

    RecordingHttpClient(ScriptedOperation<Object> behind) {
        this.behind = behind;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        called.add("send");
        HttpResponse<T> response = (HttpResponse<T>) sent(behind);
        answered.add(response);
        return response;
    }

    /** What the operation throws, like a client's own exceptions. */
    private static Object sent(Call<Object, Exception> behind) throws IOException, InterruptedException {
        try {
            return behind.call();
        } catch (IOException | InterruptedException | RuntimeException thrown) {
            throw thrown;
        } catch (Exception unlike) {
            throw new AssertionError("no client throws " + unlike, unlike);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return answer("sendAsync", start());
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushHandler) {
        pushHandlers.add(pushHandler);
        return answer("sendAsync with push", start());
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<HttpResponse<T>> start() {
        return (CompletableFuture<HttpResponse<T>>) (CompletableFuture<?>) behind.start();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return answer("cookieHandler", Optional.of(new CookieManager()));
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return answer("connectTimeout", Optional.of(Duration.ofMillis(123)));
    }

    @Override
    public Redirect followRedirects() {
        return answer("followRedirects", Redirect.ALWAYS);
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return answer("proxy", Optional.of(ProxySelector.getDefault()));
    }

    @Override
    public SSLContext sslContext() {
        return answer("sslContext", anSslContext());
    }

    private static SSLContext anSslContext() {
        try {
            return SSLContext.getInstance("TLS");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public SSLParameters sslParameters() {
        return answer("sslParameters", new SSLParameters());
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return answer("authenticator", Optional.of(new Authenticator() {}));
    }

    @Override
    public Version version() {
        return answer("version", Version.HTTP_1_1);
    }

    @Override
    public Optional<Executor> executor() {
        return answer("executor", Optional.of(Runnable::run));
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return answer("newWebSocketBuilder", newHttpClient().newWebSocketBuilder());
    }

    public void shutdown() {
        answer("shutdown", "nothing");
    }

    public void shutdownNow() {
        answer("shutdownNow", "nothing");
    }

    public void close() {
        answer("close", "nothing");
    }

    public boolean isTerminated() {
        return answer("isTerminated", false);
    }

    public boolean awaitTermination(Duration duration) {
        return answer("awaitTermination " + duration, true);
    }

    private <R> R answer(String name, R answer) {
        called.add(name);
        answered.add(answer);
        return answer;
    }
}
