// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Guard;
import io.switchgear.State;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.ScriptedOperation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The guide's page about deadlines and cancellation. */
class DeadlinesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = CircuitBreaker.of("search", c -> c.ticker(ticker));
    private final ScriptedOperation<String> query =
            ScriptedOperation.returning("page").taking(Duration.ofSeconds(1), ticker);

    @Test
    void shouldNotTryWhatIsTooLate() throws Exception {
        // region deadline
        CallContext context = CallContext.within(Duration.ofSeconds(2), ticker); // for the whole request
        Guard search = breaker.within(context); // the same breaker, with all the ways in
        String first = search.call(query); // takes a second
        Duration left = context.remaining().orElseThrow(); // the timeout of the next call
        String second = search.call(query); // takes the other one
        assertThatThrownBy(() -> search.call(query)) // not tried: nobody waits for it any more
                .isInstanceOf(DeadlinePassedException.class);
        // endregion
        assertThat(first + second).isEqualTo("pagepage");
        assertThat(left).isEqualTo(Duration.ofSeconds(1));
        assertThat(query.calls()).isEqualTo(2);
        assertThat(breaker.snapshot().totals().admitted())
                .as("counted as nothing")
                .isEqualTo(2);
    }

    @Test
    void shouldKeepTheEarlierOfTwoDeadlines() throws Exception {
        // region nested
        Guard request = breaker.within(Duration.ofSeconds(2)); // from now on, by the breaker's ticker
        String page = request.within(Duration.ofSeconds(5)).call(query); // ends with the request anyway
        // endregion
        ticker.advance(Duration.ofSeconds(1));
        assertThat(page).isEqualTo("page");
        assertThatThrownBy(() -> request.within(Duration.ofSeconds(5)).call(query))
                .isInstanceOf(DeadlinePassedException.class);
    }

    @Test
    void shouldNotBlameTheServiceForACallerWhoLeft() {
        ScriptedOperation<String> hanging = ScriptedOperation.hanging();
        // region cancel
        CompletableFuture<String> page = breaker.callAsync(hanging::start);
        page.cancel(true); // cancels the query's own future too; so early, it counts as ignored
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);

        CompletableFuture<String> late = breaker.callAsync(hanging::start);
        late.orTimeout(10, TimeUnit.MILLISECONDS); // when it fires, a failure: the service was too slow
        // endregion
        assertThatThrownBy(late::join).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
        assertThat(breaker.snapshot().totals().inFlight()).isZero();
    }

    @Test
    void shouldNoticeAServiceThatHangsUntilItsCallersLeave() {
        ScriptedOperation<String> hanging = ScriptedOperation.hanging();
        // region abandoned
        for (int i = 0; i < 5; i++) { // the service hangs, and each caller leaves after three seconds
            CompletableFuture<String> page = breaker.callAsync(hanging::start);
            ticker.advance(Duration.ofSeconds(3));
            page.cancel(true);
        }
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(5);
        assertThat(breaker.snapshot().lastTrip().orElseThrow().reason())
                .isEqualTo("5 calls in a row were given up after more than 1 s, over 12 s >= 1 s");
        // endregion
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.snapshot().totals().failures()).isZero();
    }

    @Test
    void shouldEndACallThatWasCancelledBefore() {
        // region context-cancel
        CallContext context = CallContext.cancellable();
        context.cancel(); // the user has closed the page
        assertThatThrownBy(() -> breaker.within(context).call(query::call)).isInstanceOf(CancellationException.class);
        // endregion
        assertThat(query.calls()).isZero();
    }
}
