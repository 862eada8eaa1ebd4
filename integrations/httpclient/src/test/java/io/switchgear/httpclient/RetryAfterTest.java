// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.RetryHint;
import io.switchgear.testkit.ManualRandom;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server asks for by Retry-After, in the forms of RFC 9110. */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final RetryHint hint = HttpClassifier.retryAfter(() -> NOW);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "120, 120", "' 7 ', 7", "007, 7", "999999999999999999, 999999999999999999"})
    void shouldReadSeconds(String value, long seconds) {
        assertThat(hint.after(StubResponse.of(503).with("Retry-After", value), null))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000000", "99999999999999999999999999"})
    void shouldTakeMoreSecondsThanANumberHoldsForVeryMany(String value) {
        assertThat(hint.after(StubResponse.of(503).with("Retry-After", value), null))
                .isGreaterThan(Duration.ofDays(365_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void shouldReadADateInEachOfItsThreeForms(String date) {
        assertThat(hint.after(StubResponse.of(503).with("Retry-After", date), null))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldReadADayOfTwoDigitsInTheOldestForm() {
        assertThat(hint.after(StubResponse.of(503).with("Retry-After", "Wed Nov 16 08:49:30 1994"), null))
                .isEqualTo(Duration.ofDays(10));
    }

    @Test
    void shouldTakeAYearOfTwoDigitsForOneOfThePastWhenItIsMoreThanFiftyYearsAhead() {
        RetryHint later = HttpClassifier.retryAfter(() -> Instant.parse("2026-11-06T08:49:30Z"));
        assertThat(later.after(StubResponse.of(503).with("Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT"), null))
                .isNull();
        assertThat(later.after(StubResponse.of(503).with("Retry-After", "Friday, 06-Nov-26 08:49:37 GMT"), null))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(later.after(StubResponse.of(503).with("Retry-After", "Friday, 06-Nov-76 08:49:37 GMT"), null))
                .isGreaterThan(Duration.ofDays(18_000));
    }

    @Test
    void shouldTakeADateRelativeToTheServersOwnClock() {
        StubResponse response = StubResponse.of(503)
                .with("Date", "Mon, 23 Nov 2026 12:00:00 GMT")
                .with("Retry-After", "Mon, 23 Nov 2026 12:00:30 GMT");
        assertThat(hint.after(response, null)).isEqualTo(Duration.ofSeconds(30));
        assertThat(hint.after(response.with("Date", "yesterday"), null)).isGreaterThan(Duration.ofDays(11_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "-99",
                "+5",
                "1.5",
                "0x10",
                "5 s",
                "soon",
                "5, 10",
                "١٢",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:29 GMT",
                "Sun Nov  6 08:49:29 1994"
            })
    void shouldIgnoreGarbageAndWhatIsPast(String value) {
        assertThat(hint.after(StubResponse.of(503).with("Retry-After", value), null))
                .isNull();
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() {
        assertThat(hint.after(StubResponse.of(503), null)).isNull();
        assertThat(hint.after(null, new IOException())).isNull();
        assertThat(hint.after("no response", null)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayOpenForAsLongAsTheServerAsks(Exchange exchange) throws Exception {
        ManualTicker ticker = new ManualTicker();
        CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
                "api",
                c -> HttpClassifier.configure(c)
                        .tripWhen(TripRule.failureCount(1))
                        .openFor(Backoff.fixed(Duration.ofSeconds(5)))
                        .random(new ManualRandom())
                        .ticker(ticker)));
        try (LocalServer server = LocalServer.of(503, "Retry-After", "90")) {
            HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);
            exchange.by(client, server.get("/"), BodyHandlers.ofString());
            assertThat(breaker).isOpen().hasNextProbeIn(Duration.ofSeconds(90));
            ticker.advance(Duration.ofSeconds(80));
            assertRejected(() -> exchange.by(client, server.get("/"), BodyHandlers.ofString()))
                    .isBy("api")
                    .hasRetryAfter(Duration.ofSeconds(10));
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}
