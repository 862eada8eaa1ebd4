// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.outcome.Rejection;
import io.switchgear.support.Durations;
import io.switchgear.time.Ticker;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of a client. JDK 21 gave clients methods to end them, which are called here without being compiled
 * against. Where they are missing, the guarded client cannot be ended, but no more calls begin, and the end of the running
 * ones can be awaited. Failures that calls suffer from the end of their own client say nothing about the server.
 * Thread-safe.
 */
final class ClientLife {
    private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", void.class);
    private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", void.class);
    private static final @Nullable MethodHandle CLOSE = find("close", void.class);
    private static final @Nullable MethodHandle IS_TERMINATED = find("isTerminated", boolean.class);
    private static final @Nullable MethodHandle AWAIT_TERMINATION =
            find("awaitTermination", boolean.class, Duration.class);

    private final HttpClient client;
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private volatile boolean shutdownNow;
    /**
     * Held for reading by each running call; a thread that acquires it for writing after the shutdown has seen the last
     * one.
     */
    private final StampedLock calls = new StampedLock();

    /** The exception of a call that its own client ended, or did not begin: no breaker counts it. */
    private static final class ClosedClientException extends IOException implements Rejection {
        private static final long serialVersionUID = 1;

        ClosedClientException(@Nullable Throwable cause) {
            super("this HTTP client has been shut down: create a new one for further requests", cause);
        }
    }

    ClientLife(HttpClient client) {
        this.client = client;
    }

    /** Begins a call; returns the stamp that ends it. */
    long begin() throws IOException {
        long stamp = calls.tryReadLock();
        if (stamp != 0 && isShutdown()) {
            calls.unlockRead(stamp);
            stamp = 0;
        }
        if (stamp == 0) {
            throw new ClosedClientException(null);
        }
        return stamp;
    }

    void end(long stamp) {
        calls.unlockRead(stamp);
    }

    /** The call's exception, or one that says that its client was ended during the call. */
    IOException explain(IOException thrown) {
        return isOver() ? new ClosedClientException(thrown) : thrown;
    }

    /** The same for the exception of a future, which may be wrapped. */
    Throwable explain(Throwable thrown) {
        Throwable inner = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return inner instanceof IOException && isOver() ? new ClosedClientException(inner) : thrown;
    }

    /** Whether the running calls have been ended too. */
    boolean isOver() {
        return shutdownNow || isTerminated();
    }

    void shutdown() {
        shutdown.countDown();
        if (SHUTDOWN != null) {
            invoke(SHUTDOWN);
        }
    }

    void shutdownNow() {
        shutdownNow = true;
        shutdown.countDown();
        if (SHUTDOWN_NOW != null) {
            invoke(SHUTDOWN_NOW);
        }
    }

    void close() {
        shutdown.countDown();
        if (CLOSE != null) {
            invoke(CLOSE);
            return;
        }
        try {
            calls.unlockWrite(calls.writeLockInterruptibly());
        } catch (InterruptedException notWaitedFor) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isTerminated() {
        return IS_TERMINATED != null ? (boolean) invoke(IS_TERMINATED) : isShutdown() && calls.getReadLockCount() == 0;
    }

    boolean awaitTermination(Duration duration) throws InterruptedException {
        long nanos = Durations.nanos(duration);
        if (AWAIT_TERMINATION != null) {
            return (boolean) invoke(AWAIT_TERMINATION, duration);
        }
        Ticker ticker = Ticker.system();
        long start = ticker.nanos();
        if (!shutdown.await(nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        long stamp = calls.tryWriteLock(nanos - (ticker.nanos() - start), TimeUnit.NANOSECONDS);
        if (stamp != 0) {
            calls.unlockWrite(stamp);
        }
        return stamp != 0;
    }

    private boolean isShutdown() {
        return shutdown.getCount() == 0;
    }

    private static @Nullable MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, name, MethodType.methodType(result, parameters));
        } catch (NoSuchMethodException beforeJdk21) {
            return null;
        } catch (IllegalAccessException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private Object invoke(MethodHandle method, Object... arguments) {
        try {
            return method.bindTo(client).invokeWithArguments(arguments);
        } catch (Throwable thrown) {
            throw ClientLife.<RuntimeException>sneaky(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the client's method declares it
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
