// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for answers of any client. */
class HttpClassifierTest {
    private final Classifier rules = HttpClassifier.defaults();

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 599, 429})
    void shouldCountAsAFailure(int status) {
        assertThat(rules.classify(StubAnswer.of(status), null)).isEqualTo(Outcome.FAILURE);
        assertThat(HttpClassifier.isFailure(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 204, 301, 400, 401, 404, 408, 409, 428, 430, 499})
    void shouldCountAsASuccess(int status) {
        assertThat(rules.classify(StubAnswer.of(status), null)).isEqualTo(Outcome.SUCCESS);
        assertThat(HttpClassifier.isFailure(status)).isFalse();
    }

    @Test
    void shouldJudgeExceptionsAsCoreDoesButForRequestsThatWereNeverSent() {
        assertThat(rules.classify(null, new IOException("reset"))).isEqualTo(Outcome.FAILURE);
        assertThat(rules.classify(null, new CancellationException())).isEqualTo(Outcome.IGNORED);
        assertThat(rules.classify(null, new IllegalArgumentException("no scheme")))
                .isEqualTo(Outcome.IGNORED);
    }

    @Test
    void shouldNameAFailureByItsStatusAndOriginAlone() {
        CircuitBreaker breaker =
                CircuitBreaker.of("api", c -> HttpClassifier.configure(c).tripWhen(TripRule.consecutiveFailures(1)));
        breaker.acquire().returned(StubAnswer.of(503));

        assertRejected(breaker::acquire)
                .hasMessageContaining("503 from https://api.example")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldReadRetryAfterOfAnyAnswer() {
        Instant now = Instant.parse("1994-11-06T08:49:30Z");
        Map<String, String> dates = Map.of(
                "Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT",
                "Date", "Sun, 06 Nov 1994 08:49:35 GMT");

        assertThat(HttpClassifier.retryAfter(() -> now).after(new StubAnswer(503, dates), null))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(HttpClassifier.retryAfter().after(new StubAnswer(429, Map.of("Retry-After", "120")), null))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(HttpClassifier.retryAfter().after(StubAnswer.of(503), null)).isNull();
    }
}
