// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Found;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final long FIRST = 20L << 20;

    private final Found found = new Found();
    private final Leftovers leftovers = new Leftovers(found.findings(), Duration.ofMillis(10));

    @Test
    void shouldFindAHeapThatGrows() {
        leftovers.checkHeap(FIRST, FIRST + Leftovers.MOST_GROWTH_BYTES);
        found.assertHeld(Check.HEAP);

        leftovers.checkHeap(FIRST, FIRST + Leftovers.MOST_GROWTH_BYTES + 1024);

        found.assertBroken(Check.HEAP, "20480 KB in use after the first minute", "28673 KB at the end");
    }

    @Test
    void shouldMeasureWhatIsInUse() {
        long before = Leftovers.heapBytes();
        byte[] kept = new byte[32 << 20];

        assertThat(Leftovers.heapBytes() - before).isGreaterThan(kept.length / 2);
    }

    @Test
    void shouldFindAThreadThatIsLeft() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread left = new Thread(() -> awaitQuietly(end), "left-behind");
        left.start();

        leftovers.checkThreads();
        end.countDown();
        left.join();

        found.assertBroken(Check.THREADS, "left-behind");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
