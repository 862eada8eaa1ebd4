package io.switchgear;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the same work on many threads at once. */
final class Threads {
    private static final long LONGEST_SECONDS = 60;

    private Threads() {}

    @FunctionalInterface
    interface Work<T> {
        Object with(T argument) throws Exception;
    }

    /** One thread for each argument, all released at the same moment; what one of them throws fails the test. */
    static <T> void run(Collection<T> arguments, Work<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(arguments.size());
        try {
            CountDownLatch start = new CountDownLatch(arguments.size());
            List<Future<Object>> results = new ArrayList<>();
            for (T argument : arguments) {
                results.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return work.with(argument);
                }));
            }
            for (Future<Object> result : results) {
                result.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
