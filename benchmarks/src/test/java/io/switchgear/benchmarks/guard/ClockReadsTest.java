package io.switchgear.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import java.util.concurrent.atomic.AtomicLong;
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

    private long readsOf(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        CircuitBreaker breaker =
                CircuitBreaker.of("read", builder -> settings.apply(builder.ticker(reads::incrementAndGet)));
        for (int i = 0; i < CALLS; i++) { // until the rules' minimum is reached it looks more often
            breaker.call(() -> "warm");
        }
        long before = reads.get();
        for (int i = 0; i < CALLS; i++) {
            breaker.call(() -> "up");
        }
        return reads.get() - before;
    }
}
