// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

import io.switchgear.CircuitBreaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads that use a breaker at the same time until its size no longer grows. Stateless. */
final class Crowd {
    private static final int THREADS = 64;
    private static final int CALLS = 200_000;
    /** The number of consecutive times that the size must stay the same. */
    private static final int STEADY = 4;

    private static final int MOST_ROUNDS = 60;

    private Crowd() {}

    /** The size that the breaker has reached, without the parts that all breakers share. */
    static long sizeAfterUse(CircuitBreaker breaker, long sizeWhenIdle) throws Exception {
        long idle = HeapSize.of(breaker);
        long largest = 0;
        int steady = 0;
        for (int round = 0; round < MOST_ROUNDS && steady < STEADY; round++) {
            use(breaker);
            long size = HeapSize.of(breaker);
            steady = size > largest ? 0 : steady + 1;
            largest = Math.max(largest, size);
        }
        return sizeWhenIdle + largest - idle;
    }

    private static void use(CircuitBreaker breaker) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                users.add(threads.submit(() -> {
                    start.await();
                    for (int call = 0; call < CALLS; call++) {
                        breaker.call(() -> "up");
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> user : users) {
                user.get();
            }
        } finally {
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }
}
