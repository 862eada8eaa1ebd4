// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the same work on many threads at once. */
public final class Threads {
    private static final long LONGEST_SECONDS = 60;
    private static final int SPINS = 2_000;
    private static final int MOST_HELD_BACK = 16;

    /** A thread for each task; the common pool has one at all on two processors, where of two tasks one would wait for the other. */
    public static final ExecutorService OTHERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "elsewhere");
        thread.setDaemon(true);
        return thread;
    });

    private Threads() {}

    /** Does something on another thread, waits for its end, and throws here what it throws. */
    public static void elsewhere(Runnable work) {
        try {
            CompletableFuture.runAsync(work, OTHERS).join();
        } catch (CompletionException thrown) {
            Broken.<Object, RuntimeException>fail(thrown.getCause());
        }
    }

    @FunctionalInterface
    public interface Work<T> {
        Object with(T argument) throws Exception;
    }

    /** Something to be done once in a round by each racer. */
    @FunctionalInterface
    public interface Heat {
        Runnable run(int racer, int round) throws Exception;
    }

    /** One thread for each argument, all released at the same moment; what one of them throws fails the test. */
    public static <T> void run(Collection<T> arguments, Work<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(arguments.size());
        CompletionService<Object> results = new ExecutorCompletionService<>(threads);
        try {
            CountDownLatch start = new CountDownLatch(arguments.size());
            for (T argument : arguments) {
                results.submit(() -> {
                    start.countDown();
                    start.await();
                    return work.with(argument);
                });
            }
            for (T argument : arguments) {
                Future<Object> ended = results.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
                assertThat(ended)
                        .as("one of %s threads hangs", arguments.size())
                        .isNotNull();
                ended.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Two threads that begin each round as close to the same moment as can be: they spin, so that no scheduler comes between,
     * and hold each other back by a few spins, a few more each round, so that every overlap comes up. They do what the round
     * returned when both are through with it.
     */
    public static void race(int rounds, Heat heat) throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        run(List.of(0, 1), racer -> {
            for (int round = 0; round < rounds; round++) {
                meet(arrived, 4 * round + 2);
                for (int spins = 0; spins < (racer == round % 2 ? round / 2 % MOST_HELD_BACK : 0); spins++) {
                    Thread.onSpinWait();
                }
                Runnable afterwards = heat.run(racer, round);
                meet(arrived, 4 * round + 4);
                afterwards.run();
            }
            return null;
        });
    }

    private static void meet(AtomicInteger arrived, int both) throws InterruptedException {
        arrived.incrementAndGet();
        for (int spins = 0; arrived.get() < both; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else if (Thread.interrupted()) {
                throw new InterruptedException("the other racer has given up");
            } else {
                Thread.yield();
            }
        }
    }
}
