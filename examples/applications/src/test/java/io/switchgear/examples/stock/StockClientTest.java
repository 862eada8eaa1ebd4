// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.DeadlinePassedException;
import io.switchgear.State;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.toolkit.service.LocalService;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer, over real sockets. */
class StockClientTest {
    private static final Duration SOON = Duration.ofMillis(900);
    private static final String BOLTS = "{\"item\": \"bolt\", \"quantity\": 120, \"new\": true}";

    private final LocalService service = new LocalService();

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "stock",
            c -> StockClient.classify(c)
                    .tripWhen(TripRule.consecutiveFailures(3))
                    .ticker(ticker));
    private StockClient client;

    @BeforeEach
    void makeTheClient() {
        client = new StockClient(HttpClient.newHttpClient(), service.uri(), "the test", breaker, ticker);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void shouldFindWhatTheServiceKnows() {
        service.answers(200, BOLTS);

        assertThat(ask()).isEqualTo(new StockAnswer.Found(new StockLevel("bolt", 120)));
        assertThat(service.paths()).containsExactly("/stock/bolt");
        assertThat(service.header("Accept")).isEqualTo("application/json");
        assertThat(service.header("User-Agent")).isEqualTo("the test");
    }

    @Test
    void shouldTakeAnUnknownItemForAnAnswer() {
        service.answers(404, "");

        for (int i = 0; i < 5; i++) {
            assertThat(ask()).isEqualTo(new StockAnswer.Unknown("bolt"));
        }
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(5);
    }

    @Test
    void shouldTakeAnother4xxForAMistakeOfOursThatNoOldAnswerHides() {
        service.answers(200, BOLTS);
        ask();
        service.answers(400, "");

        for (int i = 0; i < 5; i++) {
            assertThat(ask()).isEqualTo(new StockAnswer.Refused("bolt", 400));
        }
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(6);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void shouldTakeAStatusByWhichTheServiceFailsForAFailure(int status) {
        service.answers(status, "");

        assertThat(whyUnavailable()).hasMessageEndingWith("/stock/bolt answered " + status);
        assertThat(breaker.snapshot().totals().failures()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"item\": \"bolt\"}", "{\"item\": null, \"quantity\": 1}", "null"})
    void shouldTakeAnAnswerThatMakesNoSenseForAFailure(String body) {
        service.answers(200, body);

        assertThat(whyUnavailable()).isInstanceOf(IOException.class);
        assertThat(breaker.snapshot().totals().failures()).isOne();
    }

    @Test
    void shouldTakeATimeoutForAFailureAndNotWaitLongerThanTheDeadline() {
        service.answers(404, "");
        ask(); // so that what is measured is not how Java starts up
        service.hangs();
        long start = System.nanoTime();

        StockAnswer answer = client.ask("bolt", CallContext.within(Duration.ofMillis(100)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(why(answer)).isInstanceOf(HttpTimeoutException.class);
        assertThat(breaker.snapshot().totals().failures()).isOne();
    }

    @Test
    void shouldTakeARefusedConnectionForAFailure() {
        service.close();

        assertThat(whyUnavailable()).isInstanceOf(ConnectException.class);
        assertThat(breaker.snapshot().totals().failures()).isOne();
    }

    @Test
    void shouldPassTheDeadlineOnToTheService() {
        service.answers(200, BOLTS);

        client.ask("bolt", CallContext.within(SOON, ticker));
        assertThat(service.header("Timeout-Millis")).isEqualTo("900");

        client.ask("bolt", CallContext.within(Duration.ofDays(1), ticker));
        assertThat(service.header("Timeout-Millis"))
                .as("never longer than it would wait")
                .isEqualTo("1000");

        client.ask("bolt", CallContext.cancellable());
        assertThat(service.header("Timeout-Millis")).as("without a deadline").isEqualTo("1000");
    }

    @Test
    void shouldAskNothingOnceTheDeadlineIsOver() {
        CallContext context = CallContext.within(SOON, ticker);
        ticker.advance(SOON);

        assertThat(why(client.ask("bolt", context))).isInstanceOf(DeadlinePassedException.class);
        assertThat(service.paths()).isEmpty();
    }

    @Test
    void shouldAskNothingOnceNobodyWantsToKnow() {
        CallContext context = CallContext.cancellable();
        context.cancel();

        assertThat(why(client.ask("bolt", context))).isInstanceOf(CancellationException.class);
        assertThat(service.paths()).isEmpty();
    }

    @Test
    void shouldGiveTheLastGoodAnswerWithItsAgeWhenACallFails() {
        service.answers(200, BOLTS);
        ask();
        service.answers(503, "");
        ticker.advance(Duration.ofSeconds(7));

        assertThat(ask()).isInstanceOfSatisfying(StockAnswer.LastGood.class, old -> {
            assertThat(old.level()).isEqualTo(new StockLevel("bolt", 120));
            assertThat(old.age()).isEqualTo(Duration.ofSeconds(7));
            assertThat(old.why()).hasMessageEndingWith("503");
        });
    }

    @Test
    void shouldGiveTheLastGoodAnswerWithItsAgeWhenTheBreakerRejects() {
        service.answers(200, BOLTS);
        ask();
        ticker.advance(Duration.ofSeconds(2));
        breaker.open(Duration.ofMinutes(1), "a test");

        assertThat(ask()).isInstanceOfSatisfying(StockAnswer.LastGood.class, old -> {
            assertThat(old.age()).isEqualTo(Duration.ofSeconds(2));
            assertThat(old.why()).isInstanceOf(CallNotPermittedException.class);
        });
        assertThat(service.paths()).as("not asked again").hasSize(1);
    }

    @Test
    void shouldHaveNoAnswerForAnItemThatItNeverGotOne() {
        service.answers(200, BOLTS);
        ask();
        breaker.open(Duration.ofMinutes(1), "a test");

        StockAnswer answer = client.ask("nut", CallContext.cancellable());

        assertThat(why(answer)).isInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void shouldNotGiveAnAnswerThatIsTooOld() {
        service.answers(200, BOLTS);
        ask();
        service.answers(500, "");
        ticker.advance(StockClient.OLDEST);
        assertThat(ask()).as("just fresh enough").isInstanceOf(StockAnswer.LastGood.class);

        ticker.advance(Duration.ofNanos(1));
        assertThat(whyUnavailable()).hasMessageEndingWith("500");
    }

    @Test
    void shouldOpenTheBreakerWhenTheServiceFailsAgainAndAgain() {
        service.answers(500, "");
        for (int i = 0; i < 3; i++) {
            ask();
        }

        assertThat(whyUnavailable()).isInstanceOf(CallNotPermittedException.class);
        assertThat(service.paths()).hasSize(3);
    }

    @Test
    void shouldKeepAnInterruptToBeSeen() {
        service.hangs();
        Thread.currentThread().interrupt();

        assertThat(whyUnavailable()).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(breaker.snapshot().totals().ignored()).isOne();
    }

    private StockAnswer ask() {
        return client.ask("bolt", CallContext.cancellable());
    }

    private Exception whyUnavailable() {
        return why(ask());
    }

    private static Exception why(StockAnswer answer) {
        assertThat(answer).isInstanceOf(StockAnswer.Unavailable.class);
        return ((StockAnswer.Unavailable) answer).why();
    }
}
