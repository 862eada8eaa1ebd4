// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A thread that runs an action at given moments, late rather than never. Thread-safe. */
final class Beat implements AutoCloseable {
    private final long startNanos;
    private final LongSupplier moments;
    private final LongConsumer action;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Creates a beat, which begins with {@link #start()}.
     *
     * @param name the name of the thread
     * @param startNanos the moment from which the others count, by {@link System#nanoTime()}
     * @param moments the source of the next moment, in nanoseconds from the start
     * @param action the action; its argument is the moment by {@link System#nanoTime()}
     */
    Beat(String name, long startNanos, LongSupplier moments, LongConsumer action) {
        this.startNanos = startNanos;
        this.moments = moments;
        this.action = action;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Stops the beat; returns when the action no longer runs. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            long due = startNanos + moments.getAsLong();
            for (long left = due - System.nanoTime(); left > 0 && !closed; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (closed) {
                return;
            }
            action.accept(due);
        }
    }
}
