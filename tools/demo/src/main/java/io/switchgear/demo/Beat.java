package io.switchgear.demo;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A thread that does something at given moments, late rather than never. Thread-safe. */
final class Beat implements AutoCloseable {
    private final long startNanos;
    private final LongSupplier moments;
    private final LongConsumer action;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * It begins with {@link #start()}.
     *
     * @param name of the thread
     * @param startNanos the moment from which the others count, by {@link System#nanoTime()}
     * @param moments each next moment, in nanoseconds from the start
     * @param action what to do; is given the moment by {@link System#nanoTime()}
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

    /** Returns when the action does not run any more, and never will. */
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
