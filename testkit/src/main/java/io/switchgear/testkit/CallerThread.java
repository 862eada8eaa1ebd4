// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.Call;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own. Cancelling it interrupts the thread; it ends when the call does. Thread-safe. */
final class CallerThread extends CompletableFuture<@Nullable Object> {
    /** The factory of threads for the calls that this thread begins. */
    private static final ThreadLocal<Function<Runnable, Thread>> STARTING =
            ThreadLocal.withInitial(() -> CallerThread::startPlatform);

    private final Thread thread;

    private CallerThread(Call<? extends @Nullable Object, ? extends Exception> call) {
        thread = STARTING.get().apply(() -> run(call));
    }

    static CallerThread with(Call<? extends @Nullable Object, ? extends Exception> call) {
        return new CallerThread(call);
    }

    /** Begins a call whose caller, if it waits, does so on a virtual thread, or on a platform thread if there are none. */
    static CompletableFuture<?> onVirtualThreads(Guarded thing) throws Exception {
        STARTING.set(CallerThread::startVirtual);
        try {
            return thing.begin();
        } finally {
            STARTING.remove();
        }
    }

    private static Thread startPlatform(Runnable work) {
        Thread platform = new Thread(work, "guarded call");
        platform.setDaemon(true);
        platform.start();
        return platform;
    }

    private static Thread startVirtual(Runnable work) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (NoSuchMethodException older) {
            return startPlatform(work);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("a virtual thread did not start", impossible);
        }
    }

    private void run(Call<? extends @Nullable Object, ? extends Exception> call) {
        try {
            complete(call.call());
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        thread.interrupt();
        return true;
    }
}
