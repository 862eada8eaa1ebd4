// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Attempt;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Fallbacks;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The guide's page about fallbacks. */
class FallbacksTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("prices");
    private final ScriptedOperation<String> service =
            ScriptedOperation.returning("4.20").thenThrowing(new IOException("down"));

    @Test
    void shouldGiveTheLastGoodAnswer() throws Exception {
        // region last-good
        AtomicReference<String> last = new AtomicReference<>("no price yet");
        breaker.run(() -> last.set(service.call()));

        breaker.open(Duration.ofMinutes(1), "for the example");
        String price = breaker.call(service::call, rejection -> last.get() + " (a moment ago)");
        // endregion
        assertThat(price).isEqualTo("4.20 (a moment ago)");
        assertThat(service.calls()).isEqualTo(1);
    }

    @Test
    void shouldAnswerByTypeOfException() throws Exception {
        service.call();
        // region by-type
        Fallbacks<String, RuntimeException> fallbacks = Fallbacks.on(
                        CallNotPermittedException.class, rejection -> "no price, try again later")
                .or(IOException.class, failure -> "no price: " + failure.getMessage()); // counted, then answered
        String price = breaker.call(service, fallbacks); // any other exception goes to the caller
        // endregion
        assertThat(price).isEqualTo("no price: down");
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
        breaker.forceOpen("for the example");
        assertThat(breaker.call(service, fallbacks)).isEqualTo("no price, try again later");
    }

    @Test
    void shouldAnswerAFailureTooWhereThatIsWanted() throws Exception {
        service.call();
        // region both
        Attempt<String> attempt = breaker.attempt(service::call); // throws nothing
        String price = attempt.fold(
                result -> result,
                failure -> "no price: " + failure.getMessage(), // counted as a failure, then answered
                rejection -> "no price, try again later");
        // endregion
        assertThat(price).isEqualTo("no price: down");
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
    }
}
