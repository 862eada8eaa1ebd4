// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.RejectionReason;
import io.switchgear.testkit.ManualTicker;
import java.io.IOException;
import java.time.Duration;

/** What the tests of this package do to a breaker. */
final class Calls {
    private Calls() {}

    static CircuitBreaker breaker(CircuitBreakerConfig config, ManualTicker ticker) {
        return CircuitBreaker.of("payments", config.toBuilder().ticker(ticker).build());
    }

    static void succeed(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.run(() -> {});
        }
    }

    static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            failWith(breaker, new IOException("down"));
        }
    }

    static void failWith(CircuitBreaker breaker, Throwable thrown) {
        assertThatExceptionOfType(thrown.getClass())
                .isThrownBy(() -> breaker.run(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    static void takeLong(CircuitBreaker breaker, ManualTicker ticker, Duration duration) {
        breaker.run(() -> ticker.advance(duration));
    }

    static void assertRejects(CircuitBreaker breaker, RejectionReason reason) {
        assertThatExceptionOfType(CallNotPermittedException.class)
                .isThrownBy(() -> breaker.run(() -> {}))
                .returns(reason, CallNotPermittedException::reason);
    }
}
