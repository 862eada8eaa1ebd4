// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BeatTest {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long start = System.nanoTime();
    private final AtomicLong moment = new AtomicLong();
    private final BlockingQueue<Long> done = new LinkedBlockingQueue<>();

    @Test
    void shouldDoItAtEachMomentAndNeverBefore() throws InterruptedException {
        List<Long> early = new CopyOnWriteArrayList<>();
        try (Beat beat = new Beat("test", start, () -> moment.addAndGet(STEP_NANOS), due -> {
            if (System.nanoTime() < due) {
                early.add(due);
            }
            done.add(due);
        })) {
            beat.start();
            for (int i = 1; i <= 20; i++) {
                assertThat(done.take()).isEqualTo(start + i * STEP_NANOS);
            }
        }
        assertThat(early).isEmpty();
    }

    @Test
    void shouldDoNothingAfterItIsClosed() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Beat beat = new Beat("test", start, () -> moment.addAndGet(STEP_NANOS), due -> {
            done.add(due);
            running.countDown();
        });
        beat.start();
        running.await();

        beat.close();

        int count = done.size();
        long until = System.nanoTime() + 5 * STEP_NANOS;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(done).hasSize(count);
    }

    @Test
    void shouldNotWaitForAMomentThatIsFarAwayWhenClosed() {
        Beat beat = new Beat("test", start, () -> TimeUnit.DAYS.toNanos(1), done::add);
        beat.start();

        beat.close();

        assertThat(done).isEmpty();
    }
}
