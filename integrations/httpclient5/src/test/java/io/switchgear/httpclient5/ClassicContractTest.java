// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** The contract, for requests on the caller's thread. */
class ClassicContractTest extends ApacheContract {
    private record End(Object result, Throwable thrown) {}

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(stub(breaker, behind).disableAutomaticRetries().build(), ADDRESS);
    }

    @Override
    protected Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(stub(breaker, behind).build(), ADDRESS);
    }

    private static HttpClientBuilder stub(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return HttpClientGuard.of(breaker)
                .addTo(HttpClients.custom())
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "stub", (request, scope, chain) -> {
                    BasicClassicHttpResponse response = new BasicClassicHttpResponse(status(end(behind)));
                    response.setEntity(new StringEntity("body"));
                    return response;
                });
    }

    /** Waits for the end; a cancellation is the operation's own, of which the futures of newer JDKs make another. */
    private static Object end(ScriptedOperation<Object> behind) {
        End end;
        try {
            end = behind.start().handle(End::new).get();
        } catch (InterruptedException | ExecutionException | CompletionException stop) {
            throw ApacheContract.<RuntimeException>sneaky(stop);
        }
        if (end.thrown != null) {
            throw ApacheContract.<RuntimeException>sneaky(end.thrown);
        }
        return end.result;
    }

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        service.breaksOff();
        CloseableHttpClient client =
                HttpClientGuard.of(breaker).addTo(HttpClients.custom()).build();
        return Optional.of(requests(client, service.uri().toString()));
    }

    private static Guarded requests(CloseableHttpClient client, String address) {
        return Guarded.blocking(() -> client.execute(new HttpGet(address), response -> {
            EntityUtils.toByteArray(response.getEntity());
            return response.getCode();
        }));
    }
}
