// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;

/** The contract, for requests on the client's threads. */
class AsyncContractTest extends ApacheContract {
    private final List<CloseableHttpAsyncClient> clients = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(stub(breaker, behind).disableAutomaticRetries(), ADDRESS);
    }

    @Override
    protected Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(stub(breaker, behind), ADDRESS);
    }

    private static HttpAsyncClientBuilder stub(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return HttpClientGuard.of(breaker)
                .addTo(HttpAsyncClients.custom())
                .addExecInterceptorBefore(
                        ChainElement.CONNECT.name(), "stub", (request, entity, scope, chain, callback) -> {
                            CompletableFuture<Object> operation = new CompletableFuture<>();
                            scope.cancellableDependency.setDependency(
                                    () -> operation.completeExceptionally(new IOException("aborted")));
                            operation.whenComplete((result, thrown) -> end(result, thrown, callback));
                            behind.start().whenComplete((result, thrown) -> {
                                if (thrown == null) {
                                    operation.complete(result);
                                } else {
                                    operation.completeExceptionally(thrown);
                                }
                            });
                        });
    }

    private static void end(Object result, Throwable thrown, AsyncExecCallback callback) {
        if (thrown instanceof Exception exception) {
            callback.failed(exception);
        } else if (thrown != null) {
            callback.failed(new IOException(thrown));
        } else {
            try {
                callback.handleResponse(new BasicHttpResponse(status(result)), null);
                callback.completed();
            } catch (HttpException | IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        service.breaksOff();
        return Optional.of(requests(
                HttpClientGuard.of(breaker).addTo(HttpAsyncClients.custom()),
                service.uri().toString()));
    }

    private Guarded requests(HttpAsyncClientBuilder builder, String address) {
        CloseableHttpAsyncClient client = builder.build();
        client.start();
        clients.add(client);
        return () -> Requested.of(client, address);
    }

    @Override
    protected void checkThrown(Throwable behind, Throwable got) {
        super.checkThrown(behind, behind instanceof Error ? got.getCause() : got);
    }
}
