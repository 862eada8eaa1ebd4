package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.LastFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told of a failure: a result that was one, and an exception in wrappers. */
@Tag("C21")
@Tag("C70")
class FailureTextTest {
    private static final String HERE = FailureTextTest.class.getName();

    private record Answer(int status) {
        @Override
        public String toString() {
            return "answer " + status;
        }
    }

    @Test
    void shouldTellClassAndText() {
        assertThat(failing(new Answer(503), true)).isEqualTo("a result of " + HERE + "$Answer: answer 503");
    }

    @Test
    void shouldTellTheClassAloneWhenMessagesAreSwitchedOff() {
        assertThat(failing(new Answer(503), false)).isEqualTo("a result of " + HERE + "$Answer");
    }

    @Test
    void shouldNotReadOutWhatHoldsMany() {
        assertThat(failing(new int[3], true)).isEqualTo("a result of [I");
        assertThat(failing(List.of(1, 2), true))
                .startsWith("a result of java.util")
                .doesNotContain("1, 2");
        assertThat(failing(Map.of(1, 2), true))
                .startsWith("a result of java.util")
                .doesNotContain("1=2");
    }

    @Test
    void shouldBearAResultThatCannotBeRead() {
        Object unreadable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("closed");
            }
        };
        assertThat(failing(unreadable, true)).isEqualTo("a result of " + HERE + "$1");
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
        assertThat(Failures.of("X", "refused\r\n\tforged line", 0).description())
                .isEqualTo("X: refused forged line");
        assertThat(Failures.of("X", "-".repeat(199) + "\uD83D\uDE00", 0).message())
                .hasValue("-".repeat(199));
    }

    private static String failing(Object result, boolean messages) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "answers",
                config -> config.classify(Classifier.defaults().failOnResult(value -> true))
                        .failureMessages(messages));
        breaker.call(() -> result);
        return breaker.snapshot()
                .metrics()
                .lastFailure()
                .map(LastFailure::description)
                .orElseThrow();
    }
}
