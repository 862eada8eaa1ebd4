package io.switchgear.soak;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to stop before the end: Ctrl-C or SIGTERM. The main thread waits here, and gets time to end the service and to
 * print the summary. Thread-safe.
 */
final class Stopping {
    /** The exit code of a program ended by Ctrl-C. */
    static final int EXIT_CODE = 130;

    private static final long TIME_TO_FINISH_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = EXIT_CODE;

    /** Installs one that listens to signals. */
    static Stopping install() {
        Stopping stopping = new Stopping();
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::onShutdown));
        return stopping;
    }

    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits for the given time; returns at once, and true, if asked to stop. */
    boolean await(Duration atMost) {
        try {
            return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Called when everything is cleaned up and printed; the process may end. */
    void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    /**
     * Ends the process. When this hook returns the JVM ends, and on a signal the exit code would be the signal's, so the
     * process is ended here.
     */
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
