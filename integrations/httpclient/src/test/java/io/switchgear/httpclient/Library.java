// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import com.github.mizosoft.methanol.Methanol;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A program that uses the client by way of a library, and does not wait for ever. */
enum Library {
    SPRING_REST_CLIENT {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) {
            var factory = new JdkClientHttpRequestFactory(client);
            factory.setReadTimeout(timeout);
            RestClient.builder()
                    .requestFactory(factory)
                    .build()
                    .get()
                    .uri(server.uri())
                    .retrieve()
                    .body(String.class);
        }
    },
    SPRING_WEB_CLIENT_AND_REACTOR {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) {
            WebClient.builder()
                    .clientConnector(new JdkClientHttpConnector(client))
                    .build()
                    .get()
                    .uri(server.uri())
                    .retrieve()
                    .bodyToMono(String.class)
                    .timeout(timeout)
                    .block();
        }
    },
    SPRING_WEB_CLIENT {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) {
            var connector = new JdkClientHttpConnector(client);
            connector.setReadTimeout(timeout);
            WebClient.builder()
                    .clientConnector(connector)
                    .build()
                    .get()
                    .uri(server.uri())
                    .retrieve()
                    .bodyToMono(String.class)
                    .block();
        }
    },
    REACTOR {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) {
            Mono.fromFuture(() -> client.sendAsync(server.get(), BodyHandlers.ofString()))
                    .timeout(timeout)
                    .block();
        }
    },
    METHANOL {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) throws Exception {
            Methanol.newBuilder(client).headersTimeout(timeout).build().send(server.get(), BodyHandlers.ofString());
        }
    },
    METHANOL_READING {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) throws Exception {
            Methanol.newBuilder(client).readTimeout(timeout).build().send(server.get(), BodyHandlers.ofString());
        }
    },
    WATCHDOG {
        @Override
        void get(HttpClient client, RawServer server, Duration timeout) throws Exception {
            CompletableFuture<HttpResponse<String>> call = client.sendAsync(server.get(), BodyHandlers.ofString());
            try {
                call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException patienceIsOver) {
                call.cancel(true);
                throw patienceIsOver;
            }
        }
    };

    abstract void get(HttpClient client, RawServer server, Duration timeout) throws Exception;
}
