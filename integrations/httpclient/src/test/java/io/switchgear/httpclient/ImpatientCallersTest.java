// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.testkit.ScriptedOperation;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users who navigate away say nothing about a server that is well, with nothing but defaults. */
@Tag("C13")
class ImpatientCallersTest {
    private static final int CALLS = 10_000;

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(
            CircuitBreaker.of("api", c -> HttpClassifier.configure(c).ticker(ticker)));

    private HttpClient client(ScriptedOperation<Object> behind) {
        return CircuitBreakerHttpClient.of(new RecordingHttpClient(behind), breaker);
    }

    @Test
    void shouldStayClosedWhenAllGiveUpEarly() {
        for (int i = 0; i < CALLS / 100; i++) {
            HttpClient client = client(ScriptedOperation.hanging());
            for (int millis = 5; millis < 1_000; millis += 10) {
                CompletableFuture<?> call = client.sendAsync(HttpContract.REQUEST, BodyHandlers.ofString());
                ticker.advance(Duration.ofMillis(millis));
                call.cancel(true);
            }
        }
        assertThat(breaker).isClosed().hasIgnored(CALLS);
    }

    @Test
    void shouldStayClosedWhenSomeWaitLongAndGiveUpWhileOthersAreServed() throws Exception {
        for (int i = 0; i < CALLS / 100; i++) {
            HttpClient slow = client(ScriptedOperation.hanging());
            HttpClient well = client(ScriptedOperation.returning(StubResponse.of(200)));
            for (int each = 0; each < 100; each++) {
                CompletableFuture<?> call = slow.sendAsync(HttpContract.REQUEST, BodyHandlers.ofString());
                ticker.advance(Duration.ofSeconds(2));
                call.cancel(true);
                if (each % 4 == 0) {
                    well.send(HttpContract.REQUEST, BodyHandlers.ofString());
                }
            }
        }
        assertThat(breaker).isClosed().hasSuccesses(CALLS / 4).hasRejected(0);
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(CALLS);
    }
}
