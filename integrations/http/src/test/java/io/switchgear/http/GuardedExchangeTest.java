// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a call, by what an integration reports. */
class GuardedExchangeTest {
    private static final Duration LONG = Duration.ofMillis(1_001);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "api",
            c -> HttpClassifier.configure(c)
                    .ticker(ticker)
                    .halfOpen(HalfOpen.probes(2).concurrent(1))));

    private GuardedExchange exchange() throws HttpCallNotPermittedException {
        return HttpBreakers.of(breaker).begin(() -> "http://api.example");
    }

    private GuardedExchange answered(HttpAnswer answer) throws HttpCallNotPermittedException {
        GuardedExchange exchange = exchange();
        exchange.answered(answer);
        return exchange;
    }

    @Test
    void shouldFailWithoutAnAnswer() throws Exception {
        exchange().failed(new IOException("connection reset"));

        assertThat(breaker).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldIgnoreARequestThatWasNotSent() throws Exception {
        GuardedExchange exchange = exchange();
        ticker.advance(Duration.ofMinutes(3));

        exchange.notSent();

        assertThat(breaker).hasIgnored(1).hasAbandoned(0).hasNothingInFlight();
    }

    @Test
    void shouldFailAtOnceByItsStatus() throws Exception {
        GuardedExchange exchange = answered(StubAnswer.of(503));
        assertThat(breaker).hasFailures(1).hasNothingInFlight();

        exchange.complete();
        exchange.closed();
        assertThat(breaker).hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldSucceedAtTheEndOfTheBody() throws Exception {
        GuardedExchange exchange = answered(StubAnswer.of(200));
        assertThat(breaker).hasInFlight(1);

        exchange.complete();

        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldFailIfTheBodyBreaksOff() throws Exception {
        answered(StubAnswer.of(200)).brokeOff(new IOException("unexpected end"));

        assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldSucceedIfTheReaderClosesTheBodyEarly() throws Exception {
        GuardedExchange exchange = answered(StubAnswer.of(200));
        exchange.waits();
        exchange.waitsNoLonger();
        ticker.advance(LONG); // the reader is busy

        exchange.closed();

        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldCountAgainstTheServerIfItKeptTheReaderWaiting() throws Exception {
        GuardedExchange exchange = answered(StubAnswer.of(200));
        exchange.waits();
        ticker.advance(LONG);

        exchange.closed();

        assertThat(breaker).hasAbandoned(1).hasSuccesses(0);
    }

    @Test
    void shouldMeasureSilenceSinceTheLastBytes() throws Exception {
        GuardedExchange exchange = answered(StubAnswer.of(200));
        exchange.waits();
        ticker.advance(LONG);
        exchange.progressed();
        ticker.advance(Duration.ofMillis(999));

        exchange.closed();

        assertThat(breaker).hasAbandoned(0).hasSuccesses(1);
    }

    @Test
    void shouldAllowAnEventStreamToBeSilent() throws Exception {
        GuardedExchange exchange =
                answered(new StubAnswer(200, Map.of("Content-Type", "Text/Event-Stream;charset=utf-8")));
        exchange.waits();
        ticker.advance(LONG);

        exchange.closed();

        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldJudgeACallThatIsGivenUpByItsDuration() throws Exception {
        exchange().givenUp();
        assertThat(breaker).hasIgnored(1).hasAbandoned(0);

        GuardedExchange slow = exchange();
        ticker.advance(LONG);
        assertThat(slow.elapsed()).isEqualTo(LONG);
        slow.givenUp();
        assertThat(breaker).hasIgnored(1).hasAbandoned(1);
    }

    @Test
    void shouldJudgeABodyThatIsGivenUpByItsSilence() throws Exception {
        GuardedExchange flowing = exchange();
        ticker.advance(LONG);
        flowing.answered(StubAnswer.of(200));
        flowing.waits();
        flowing.givenUp();
        assertThat(breaker).hasIgnored(1).hasAbandoned(0);

        GuardedExchange silent = answered(StubAnswer.of(200));
        silent.waits();
        ticker.advance(LONG);
        silent.givenUp();
        assertThat(breaker).hasIgnored(1).hasAbandoned(1);
    }

    @Test
    void shouldGiveTheProbesPlaceBackAtTheHeaders() throws Exception {
        for (int i = 0; i < 10; i++) {
            breaker.recordFailure(new SocketTimeoutException("read timed out"));
        }
        assertThat(breaker).isOpen();
        ticker.advance(Duration.ofMinutes(1));

        GuardedExchange probe = exchange();
        assertThatThrownBy(this::exchange).isInstanceOf(HttpCallNotPermittedException.class);
        probe.answered(StubAnswer.of(200));
        exchange().complete();
        probe.complete();

        assertThat(breaker).isClosed();
    }

    @Test
    void shouldGoOnWithATickerThatFails() throws Exception {
        boolean[] broken = {false};
        CircuitBreakerConfig config = HttpClassifier.configure(
                        CircuitBreakerConfig.builder().ticker(() -> {
                            if (broken[0]) {
                                throw new IllegalStateException("no time");
                            }
                            return 0;
                        }))
                .build();
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(config);
        GuardedExchange exchange = HttpBreakers.of(registry).begin(() -> "http://api.example");
        broken[0] = true;

        exchange.waits();
        assertThat(exchange.elapsed()).isZero();
    }
}
