// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.KeyedCircuitBreaker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The floor that each is compared with reads the clock as often as it does. */
class ClockReadsTest {
    private static final int CALLS = 1_000;

    private final AtomicLong reads = new AtomicLong();

    @Test
    void shouldReadNoClockWithACountWindow() {
        assertThat(readsOf(SwitchgearSetups::countingCalls)).isZero();
        assertThat(Contender.SWITCHGEAR_COUNT.floor()).isEqualTo(Contender.ADDS);
    }

    @Test
    void shouldReadItOnceByDefaultAndWithATimeWindow() {
        assertThat(readsOf(settings -> settings)).isEqualTo(CALLS);
        assertThat(readsOf(SwitchgearSetups::lastSeconds)).isEqualTo(CALLS);
        assertThat(Contender.SWITCHGEAR.floor()).isEqualTo(Contender.ONE_CLOCK_READ);
        assertThat(Contender.SWITCHGEAR_TIME.floor()).isEqualTo(Contender.ONE_CLOCK_READ);
    }

    @Test
    void shouldReadItTwiceWhereCallsAreTimed() {
        assertThat(readsOf(SwitchgearSetups::slowCalls)).isEqualTo(2 * CALLS);
        assertThat(Contender.SWITCHGEAR_SLOW.floor()).isEqualTo(Contender.TWO_CLOCK_READS);
    }

    @Test
    void shouldReadItTwiceByPermitAndAsynchronously() {
        AsyncOperation done = new AsyncOperation();
        assertThat(readsOf(settings -> settings, breaker -> breaker.acquire().call(() -> "up")))
                .isEqualTo(2 * CALLS);
        assertThat(readsOf(settings -> settings, breaker -> breaker.callAsync(done)))
                .isEqualTo(2 * CALLS);
    }

    @Test
    void shouldReadItOnceThroughAGuardOfAnyKind() {
        assertThat(readsOf(settings -> settings, breaker -> ((io.switchgear.Guard) breaker).call(() -> "up")))
                .isEqualTo(CALLS);
        assertThat(Contender.SWITCHGEAR_GUARD.floor()).isEqualTo(Contender.ONE_CLOCK_READ);
        KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of(
                "read",
                1,
                CircuitBreakerConfig.builder().ticker(reads::incrementAndGet).build());
        io.switchgear.Guard key = keyed.at("a key");
        assertThat(readsOf(() -> key.call(() -> "up"))).isEqualTo(CALLS);
        assertThat(Contender.SWITCHGEAR_KEY.floor()).isEqualTo(Contender.ONE_CLOCK_READ);
    }

    @Test
    void shouldReadItTwiceWithinAContext() {
        CallContext context = CallContext.cancellable();
        assertThat(readsOf(
                        settings -> settings, breaker -> breaker.within(context).call(() -> "up")))
                .isEqualTo(2 * CALLS);
        assertThat(Contender.SWITCHGEAR_CONTEXT.floor()).isEqualTo(Contender.TWO_CLOCK_READS);
    }

    private long readsOf(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return readsOf(settings, breaker -> breaker.call(() -> "up"));
    }

    private long readsOf(UnaryOperator<CircuitBreakerConfigBuilder> settings, Consumer<CircuitBreaker> call) {
        CircuitBreaker breaker =
                CircuitBreaker.of("read", builder -> settings.apply(builder.ticker(reads::incrementAndGet)));
        return readsOf(() -> call.accept(breaker));
    }

    private long readsOf(Runnable call) {
        for (int i = 0; i < CALLS; i++) { // until the rules' minimum is reached it looks more often
            call.run();
        }
        long before = reads.get();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return reads.get() - before;
    }
}
