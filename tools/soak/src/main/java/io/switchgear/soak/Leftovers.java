// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Checks for leftovers of a run in its own process: memory and threads. Not thread-safe. */
final class Leftovers {
    /** The most growth allowed. A soak of two minutes makes about 100,000 calls: 80 bytes kept for each would be noticed. */
    static final long MOST_GROWTH_BYTES = 8L << 20;

    private static final int COLLECTIONS = 4;
    /** The time for threads that end only when something has been collected, on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * The JDK's threads, which are not ours to end: it keeps them for everybody, or ends them when their owner has been
     * collected (an HTTP client of JDK 17 not even then if a call was cancelled at a bad moment).
     */
    private static final List<String> OF_THE_JDK = List.of(
            "CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool",
            "ForkJoinPool-",
            "process reaper",
            "Cleaner",
            "Common-Cleaner",
            "Attach Listener",
            "JVMCI",
            "Keep-Alive",
            "HttpClient-");

    private final Findings findings;
    private final Duration patience;
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    Leftovers(Findings findings, Duration patience) {
        this.findings = findings;
        this.patience = patience;
    }

    /** The bytes in use after a thorough collection. */
    static long heapBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    void checkHeap(long afterFirstMinute, long atTheEnd) {
        findings.hold(
                Check.HEAP,
                atTheEnd - afterFirstMinute <= MOST_GROWTH_BYTES,
                () -> (afterFirstMinute >> 10) + " KB in use after the first minute, " + (atTheEnd >> 10)
                        + " KB at the end; at most " + (MOST_GROWTH_BYTES >> 10) + " KB more are allowed");
    }

    /**
     * Checks that threads have ended. They end when they notice that they must, some of them only when their owner has been
     * collected.
     */
    void checkThreads() {
        long start = System.nanoTime();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            left = left();
        }
        List<String> names = left;
        findings.hold(Check.THREADS, names.isEmpty(), () -> names.size() + " threads are left: " + names);
    }

    private List<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> OF_THE_JDK.stream().noneMatch(name::startsWith))
                .toList();
    }
}
