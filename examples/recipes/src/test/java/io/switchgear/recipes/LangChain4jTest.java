// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpClassifier;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.SwitchgearAssertions;
import io.switchgear.toolkit.service.LocalService;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models of LangChain4j over a guarded client. */
class LangChain4jTest {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final LocalService server = new LocalService();

    // region wiring
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private CircuitBreaker breaker;

    JdkHttpClientBuilder guarded(Duration answerTimeout) {
        breaker = registry.register(
                "model",
                HttpClassifier.configure(CircuitBreakerConfig.builder())
                        .abandonedAfter(answerTimeout) // models think for longer than the default of 1 s
                        .halfOpen(HalfOpen.probes(3).required(2).probeTimeout(answerTimeout.multipliedBy(2)))
                        .build());
        HttpClient.Builder clients =
                CircuitBreakerHttpClient.newBuilder(client -> CircuitBreakerHttpClient.of(client, breaker));
        return new JdkHttpClientBuilder().httpClientBuilder(clients);
    }

    ChatModel model(Duration answerTimeout) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(guarded(answerTimeout))
                .timeout(answerTimeout) // to connect, and then to the headers of the answer
                .maxRetries(0) // or each rejection is tried again, after a pause
                .baseUrl(server.uri().toString())
                .apiKey("none")
                .modelName("some")
                .build();
    }
    // endregion

    StreamingChatModel streaming() {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(guarded(ANSWER_TIMEOUT))
                .timeout(ANSWER_TIMEOUT)
                .baseUrl(server.uri().toString())
                .apiKey("none")
                .modelName("some")
                .build();
    }

    @BeforeEach
    void answer() {
        server.answers("application/json", """
                {"id": "1", "choices": [{"index": 0, "message": {"role": "assistant", "content": "4.20"}}]}""");
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void shouldGoThroughTheBreaker() {
        ChatModel model = model(ANSWER_TIMEOUT);
        assertThat(model.chat("What is a lamp?")).isEqualTo("4.20");
        SwitchgearAssertions.assertThat(breaker).hasSuccesses(1);
        server.answers(503);
        Outage.untilRejected(() -> model.chat("What is a lamp?"));
        SwitchgearAssertions.assertThat(breaker).isOpen();
    }

    @Test
    void shouldRejectOnceAndReachNothing() {
        ChatModel model = model(ANSWER_TIMEOUT);
        breaker.forceOpen("maintenance");
        // region rejected
        assertRejected(() -> model.chat("What is a lamp?")); // a RuntimeException; the rejection is among its causes
        // endregion
        SwitchgearAssertions.assertThat(breaker).hasRejected(1);
        assertThat(server.requests()).isZero();
    }

    @Test
    void shouldFailFastWhileTheModelHangs() {
        ChatModel model = model(Duration.ofMillis(300));
        server.hangs();
        Outage.untilRejected(() -> model.chat("What is a lamp?"));
    }

    /** The trap, as long as LangChain4j has it. */
    @Test
    void shouldTryARejectionAgainUnlessThatIsSwitchedOff() {
        ChatModel model = OpenAiChatModel.builder()
                .httpClientBuilder(guarded(ANSWER_TIMEOUT))
                .baseUrl(server.uri().toString())
                .apiKey("none")
                .modelName("some")
                .build();
        breaker.forceOpen("maintenance");
        assertRejected(() -> model.chat("What is a lamp?"));
        SwitchgearAssertions.assertThat(breaker).hasRejected(3);
    }

    @Test
    void shouldTakeAStreamOfTokensForOneCall() throws Exception {
        server.answers("text/event-stream", """
                data: {"id": "1", "choices": [{"index": 0, "delta": {"content": "4."}}]}

                data: {"id": "1", "choices": [{"index": 0, "delta": {"content": "20"}}]}

                data: [DONE]

                """);
        Answer answer = new Answer();
        streaming().chat("What is a lamp?", answer);
        assertThat(answer.text()).isEqualTo("4.20");
        SwitchgearAssertions.assertThat(breaker).hasSuccesses(1).hasAdmitted(1);
    }

    @Test
    void shouldTakeAStreamThatBreaksOffForAFailure() {
        server.answers("text/event-stream", """
                data: {"id": "1", "choices": [{"index": 0, "delta": {"content": "4."}}]}

                """);
        server.breaksOff();
        Answer answer = new Answer();
        streaming().chat("What is a lamp?", answer);
        assertThatThrownBy(answer::text).isInstanceOf(ExecutionException.class);
        SwitchgearAssertions.assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldTellTheHandlerOfARejection() {
        StreamingChatModel model = streaming();
        breaker.forceOpen("maintenance");
        Answer answer = new Answer();
        model.chat("What is a lamp?", answer);
        assertRejected(answer::text);
        assertThat(server.requests()).isZero();
    }

    /** The whole answer, or the failure. */
    private static final class Answer implements StreamingChatResponseHandler {
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String tokens) {}

        @Override
        public void onCompleteResponse(ChatResponse response) {
            text.complete(response.aiMessage().text());
        }

        @Override
        public void onError(Throwable failure) {
            text.completeExceptionally(failure);
        }

        String text() throws Exception {
            return text.get(30, TimeUnit.SECONDS);
        }
    }
}
