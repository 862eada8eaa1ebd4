// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The wish to stop before the end: Ctrl-C, a polite kill, or nobody reading the output any more. The main thread waits here,
 * and gets time to clean up and print the summary. Thread-safe.
 */
public final class Interruption {
    /** Exit code of a program that Ctrl-C has ended. */
    public static final int EXIT_CODE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = EXIT_CODE;

    /** Something that can be interrupted. */
    @FunctionalInterface
    public interface Run {
        /** {@return the exit code} */
        int until(Interruption interruption) throws IOException;
    }

    /**
     * Runs something that hears signals.
     *
     * @param toFinish the time that it gets to finish after a signal
     * @return its exit code; 1 when it has failed, which is told in one line
     */
    public static int during(CommandSpec command, Duration toFinish, Run run) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.onShutdown(toFinish)));
        int code = 1;
        try {
            code = run.until(interruption);
        } catch (IOException failed) {
            command.commandLine().getErr().println(command.qualifiedName() + ": " + failed.getMessage());
        } finally {
            interruption.exitCode = code;
            interruption.finished.countDown();
        }
        return code;
    }

    public void ask() {
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits that long; returns at once, and true, when asked to stop. */
    public boolean await(Duration atMost) {
        try {
            return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The JVM ends when this returns, and on a signal its exit code would be the signal's: so it is ended here. */
    private void onShutdown(Duration toFinish) {
        if (finished.getCount() == 0) {
            return;
        }
        ask();
        try {
            finished.await(toFinish.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
