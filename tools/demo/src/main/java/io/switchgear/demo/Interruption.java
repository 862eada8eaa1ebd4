package io.switchgear.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop before the end: Ctrl-C, a polite kill, or nobody reading the output any more. The main thread waits here,
 * and gets time to clean up and print the summary. Thread-safe.
 */
final class Interruption {
    /** Exit code of a program that Ctrl-C has ended. */
    static final int EXIT_CODE = 130;

    private static final long TIME_TO_FINISH_SECONDS = 5;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = EXIT_CODE;

    /** One that hears signals. */
    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown));
        return interruption;
    }

    void ask() {
        asked.countDown();
    }

    /** Waits that long; returns at once, and true, when asked to stop. */
    boolean await(Duration atMost) {
        try {
            return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Everything is cleaned up and printed; the process may end. */
    void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    /** The JVM ends when this returns, and on a signal its exit code would be the signal's: so it is ended here. */
    private void onShutdown() {
        if (finished.getCount() == 0) {
            return;
        }
        ask();
        try {
            finished.await(TIME_TO_FINISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
