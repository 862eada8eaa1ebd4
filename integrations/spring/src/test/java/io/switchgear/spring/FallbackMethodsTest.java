// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerRegistry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Which fallback a call gets that is rejected or fails. */
class FallbackMethodsTest {
    private final CircuitBreakerRegistry registry = Beans.registry();
    private final AnnotationConfigApplicationContext context = Beans.with(registry, Prices.class, Stages.class);
    private final Prices prices = context.getBean(Prices.class);

    @AfterEach
    void close() {
        context.close();
    }

    static class Base {
        private String other(String article, IOException failure) {
            return "I/O";
        }

        String other(String article, FileNotFoundException failure) {
            return "of the superclass";
        }
    }

    static class Prices extends Base {
        @CircuitBreaker(name = "prices", fallbackMethod = "other")
        public String price(String article, Throwable failure) throws Throwable {
            throw failure;
        }

        @CircuitBreaker(name = "article", fallbackMethod = "other")
        public String article(String article) throws IOException {
            switch (article) {
                case "missing" -> throw new FileNotFoundException(article);
                case "broken" -> throw new IOException(article);
                case "wrong" -> throw new IllegalArgumentException(article);
                default -> throw new AssertionError(article);
            }
        }

        @Override
        String other(String article, FileNotFoundException failure) {
            return "missing";
        }

        private static String other(String article, CallNotPermittedException rejection) {
            return "rejected by " + rejection.breakerName();
        }

        private String other(String article) {
            return "anything";
        }

        private String other(String article, Throwable failure, Throwable another) {
            return failure == another ? "the same" : "another";
        }

        @CircuitBreaker(name = "strict", fallbackMethod = "only")
        public String strict(IOException failure) throws IOException {
            throw failure;
        }

        private String only(IOException argument, FileNotFoundException failure) throws IOException {
            throw new IOException("the fallback failed", failure);
        }
    }

    static class Stages {
        @CircuitBreaker(name = "stages", fallbackMethod = "other")
        public CompletionStage<String> later(CompletionStage<String> stage) {
            return stage;
        }

        private CompletableFuture<String> other(CompletionStage<String> stage, IOException failure) {
            return CompletableFuture.completedFuture("I/O");
        }

        private CompletableFuture<String> other(CompletionStage<String> stage, CallNotPermittedException rejection) {
            return CompletableFuture.completedFuture("rejected");
        }
    }

    @Test
    void shouldTakeTheMostSpecificType() throws Exception {
        registry.get("article").disable("counts nothing");
        assertThat(prices.article("missing")).isEqualTo("missing");
        assertThat(prices.article("broken")).isEqualTo("I/O");
        assertThat(prices.article("wrong")).isEqualTo("anything");
        assertThat(prices.article("an error")).isEqualTo("anything");
        registry.get("article").forceOpen("a test");
        assertThat(prices.article("broken")).isEqualTo("rejected by article");
    }

    @Test
    void shouldCountAFailureThatHasAFallbackAndNotTheFallback() throws Exception {
        assertThat(prices.article("broken")).isEqualTo("I/O");
        assertThat(prices.article("broken")).isEqualTo("rejected by article");
        assertThat(registry.get("article"))
                .isOpen()
                .hasFailures(1)
                .hasRejected(1)
                .hasNothingInFlight();
    }

    @Test
    void shouldNotMistakeAParameterForTheException() throws Throwable {
        IOException failure = new IOException("broken");
        assertThat(prices.price("tea", failure)).isEqualTo("the same");
    }

    @Test
    void shouldPassOnAnExceptionWithoutFallback() {
        IOException failure = new IOException("broken");
        assertThatThrownBy(() -> prices.strict(failure)).isSameAs(failure);
        assertThatThrownBy(() -> prices.strict(failure)).isInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void shouldPassOnTheExceptionOfAFallback() {
        assertThatThrownBy(() -> prices.strict(new FileNotFoundException()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the fallback failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReplaceAStageThatFailsOrIsRejected(boolean wrapped) throws Exception {
        Stages stages = context.getBean(Stages.class);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletionStage<String> answer = stages.later(wrapped ? stage.thenApply(value -> value) : stage);
        stage.completeExceptionally(new IOException("broken"));
        assertThat(answer.toCompletableFuture().get(1, TimeUnit.SECONDS)).isEqualTo("I/O");
        assertThat(registry.get("stages")).isOpen().hasFailures(1);
        assertThat(stages.later(stage).toCompletableFuture().get(1, TimeUnit.SECONDS))
                .isEqualTo("rejected");
    }

    @Test
    void shouldPassOnTheFailureOfAStageWithoutFallback() {
        Stages stages = context.getBean(Stages.class);
        IllegalStateException failure = new IllegalStateException("broken");
        assertThatThrownBy(() -> stages.later(CompletableFuture.failedFuture(failure))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void shouldGiveTheCallUpWhenItsStageIsCancelled() {
        Stages stages = context.getBean(Stages.class);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletionStage<String> answer = stages.later(stage);
        answer.toCompletableFuture().cancel(true);
        assertThat(stage).isCancelled();
        assertThat(registry.get("stages")).isClosed().hasIgnored(1).hasNothingInFlight();
    }

    @Test
    void shouldCountTheTimeoutOfAStagesCallerAsAFailure() {
        Stages stages = context.getBean(Stages.class);
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> answer =
                stages.later(stage).toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(registry.get("stages")).isOpen().hasFailures(1).hasNothingInFlight();
    }
}
