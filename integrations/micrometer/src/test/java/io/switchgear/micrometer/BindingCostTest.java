// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.State;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The thread that makes a breaker, opens it or removes it pays for the meters of that breaker, however many others there are. */
class BindingCostTest {
    private static final int BREAKERS = 2_000;
    private static final int FEW = 100;

    private final Rig rig = new Rig();
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
    private final AtomicInteger walks = new AtomicInteger();
    /** Counts how often somebody asks for all meters, as a search does, too. */
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry() {
        @Override
        public List<Meter> getMeters() {
            walks.incrementAndGet();
            return super.getMeters();
        }
    };

    @Test
    void shouldLookThroughTheMetersOfOthersForNothing() {
        CircuitBreakerMetrics.of(breakers).withDurations().bindTo(meters);
        walks.set(0);
        for (int i = 0; i < FEW; i++) {
            breakers.get("breaker " + i).acquire().failure();
            breakers.get("breaker " + i).reset("closed again");
            breakers.keyed("keyed " + i, 10);
        }
        for (int i = 0; i < FEW; i++) {
            breakers.remove("breaker " + i);
            breakers.remove("keyed " + i);
        }
        assertThat(walks).hasValue(0);
    }

    /** What is copied or collected from all meters would be bytes. */
    @Test
    void shouldAllocateForTheTwoThousandthBreakerWhatItDidForOneOfTheFirst() {
        CircuitBreakerMetrics.of(breakers).bindTo(meters);
        bytesOfTheMedian(0, FEW); // classes are loaded
        long first = bytesOfTheMedian(FEW, 2 * FEW);
        IntStream.range(2 * FEW, BREAKERS - FEW).forEach(i -> breakers.get("breaker " + i));
        long last = bytesOfTheMedian(BREAKERS - FEW, BREAKERS);
        assertThat((double) last / first)
                .as("%s B instead of %s B", last, first)
                .isLessThan(1.25);
    }

    private long bytesOfTheMedian(int from, int to) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = IntStream.range(from, to)
                .mapToLong(i -> {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    assertThat(breakers.get("breaker " + i).state()).isEqualTo(State.CLOSED);
                    return threads.getCurrentThreadAllocatedBytes() - before;
                })
                .sorted()
                .toArray();
        return bytes[bytes.length / 2];
    }
}
