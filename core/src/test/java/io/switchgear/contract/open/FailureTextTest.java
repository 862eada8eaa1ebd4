// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Made;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.OutcomeRules;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told of a failure: a result that was one, and an exception in wrappers. */
@Tag("C21")
@Tag("C70")
class FailureTextTest {
    private static final String HERE = FailureTextTest.class.getName();
    private static final OutcomeRules ANY = Classifier.failOnResult(result -> true);

    private record Answer(int status) {
        @Override
        public String toString() {
            throw new IllegalStateException("never to be read: it may hold secrets");
        }
    }

    @Test
    void shouldTellAResultByItsTypeAlone() {
        assertThat(failing(new Answer(503), ANY)).isEqualTo("a result of " + HERE + "$Answer");
        assertThat(failing(new int[3], ANY)).isEqualTo("a result of [I");
        assertThat(failing(List.of(1, 2), ANY))
                .startsWith("a result of java.util")
                .doesNotContain("1, 2");
    }

    @Test
    void shouldAddWhatTheClassifierSays() {
        OutcomeRules rules = ANY.describeResult(Answer.class, answer -> "status " + answer.status() + "\u0085forged");

        assertThat(failing(new Answer(503), rules)).isEqualTo("a result of " + HERE + "$Answer: status 503 forged");
        assertThat(failing("text", rules)).isEqualTo("a result of java.lang.String");
        assertThat(failing(new Answer(503), rules, false))
                .as("messages switched off")
                .isEqualTo("a result of " + HERE + "$Answer");
    }

    @Test
    void shouldBearAClassifierThatCannotDescribe() {
        CircuitBreaker breaker = breaker(
                ANY.describeResult(Answer.class, answer -> {
                    throw new IllegalStateException("closed");
                }),
                true);

        breaker.call(() -> new Answer(503));

        assertThat(lastFailureOf(breaker)).isEqualTo("a result of " + HERE + "$Answer");
        assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
    }

    @Test
    void shouldLookThroughTheWrappersOfAsynchronousCalls() {
        CircuitBreaker breaker = CircuitBreaker.of("answers");
        breaker.acquire().threw(new CompletionException(new ExecutionException(new IOException("refused"))));
        assertThat(breaker.snapshot().metrics().lastFailure().map(LastFailure::description))
                .hasValue("java.io.IOException: refused");
    }

    @Test
    void shouldKeepAMessageOnOneLineAndItsCharactersWhole() {
        assertThat(Made.lastFailure("X", "refused\r\n\tforged line").description())
                .isEqualTo("X: refused forged line");
        assertThat(Made.lastFailure("X", "refused\u2028forged\u0085line\u202E").description())
                .isEqualTo("X: refused forged line");
        assertThat(Made.lastFailure("X", "-".repeat(198) + "\uD83D\uDE00-").message())
                .hasValue("-".repeat(198) + "…");
    }

    private static String failing(Object result, Classifier classifier) {
        return failing(result, classifier, true);
    }

    private static String failing(Object result, Classifier classifier, boolean messages) {
        CircuitBreaker breaker = breaker(classifier, messages);
        breaker.call(() -> result);
        return lastFailureOf(breaker);
    }

    private static CircuitBreaker breaker(Classifier classifier, boolean messages) {
        return CircuitBreaker.of(
                "answers", config -> config.classify(classifier).failureMessages(messages));
    }

    private static String lastFailureOf(CircuitBreaker breaker) {
        return breaker.snapshot()
                .metrics()
                .lastFailure()
                .map(LastFailure::description)
                .orElseThrow();
    }
}
