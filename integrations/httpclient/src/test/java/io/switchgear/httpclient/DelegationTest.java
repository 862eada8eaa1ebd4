// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.ScriptedOperation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method that the JDK at hand gives its clients reaches the client behind, whatever methods a new JDK adds. */
class DelegationTest {
    private static final PushPromiseHandler<String> PUSH_HANDLER = (first, pushed, accept) -> {};
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            HttpRequest.class,
            HttpContract.REQUEST,
            BodyHandler.class,
            BodyHandlers.ofString(),
            PushPromiseHandler.class,
            PUSH_HANDLER,
            Duration.class,
            Duration.ofMillis(5));

    private final RecordingHttpClient behind =
            new RecordingHttpClient(ScriptedOperation.returning(StubResponse.of(200)));
    private final HttpClient client =
            CircuitBreakerHttpClient.of(behind, CircuitBreaker.of("api", HttpClassifier::configure));

    static List<Method> methodsOfClients() {
        return Arrays.stream(HttpClient.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("methodsOfClients")
    void shouldPassEachCallToTheClientBehind(Method method) throws Exception {
        assertThat(CircuitBreakerHttpClient.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                .as("the override of a method that clients have")
                .isNotNull();
        assertThat(ARGUMENTS.keySet()).as("types of sample arguments").containsAll(List.of(method.getParameterTypes()));
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();

        Object result = method.invoke(client, arguments);

        assertThat(behind.called).hasSize(1);
        assertThat(behind.called.get(0)).startsWith(method.getName());
        if (method.getReturnType() != void.class) {
            assertThat(valueOf(result)).isSameAs(valueOf(behind.answered.get(0)));
        }
    }

    private static Object valueOf(Object result) {
        return result instanceof CompletableFuture<?> future ? future.join() : result;
    }

    @Test
    void shouldFindTheMethodsOfClients() {
        assertThat(methodsOfClients())
                .extracting(Method::getName)
                .contains("send", "sendAsync", "cookieHandler", "newWebSocketBuilder");
        assertThat(methodsOfClients().stream()
                        .anyMatch(method -> method.getName().equals("awaitTermination")))
                .isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    void shouldPassOnTheHandlerOfPushedResponsesAndWhatItWaitsFor() {
        client.sendAsync(HttpContract.REQUEST, BodyHandlers.ofString(), PUSH_HANDLER)
                .join();
        client.sendAsync(HttpContract.REQUEST, BodyHandlers.ofString()).join();

        assertThat(behind.pushHandlers).singleElement().isSameAs(PUSH_HANDLER);
        assertThat(behind.called).containsExactly("sendAsync with push", "sendAsync");
    }

    @Test
    void shouldPassOnHowLongToWaitForTheEnd() throws Exception {
        CircuitBreakerHttpClient closing =
                CircuitBreakerHttpClient.of(behind, CircuitBreaker.of("api", HttpClassifier::configure));
        boolean ended = closing.awaitTermination(Duration.ofMillis(7));

        assertThat(ended).isEqualTo(Runtime.version().feature() >= 21);
        assertThat(behind.called.contains("awaitTermination PT0.007S")).isEqualTo(ended);
    }
}
