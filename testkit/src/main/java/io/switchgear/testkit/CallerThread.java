package io.switchgear.testkit;

import io.switchgear.Call;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own. Cancelling it interrupts the thread; it ends when the call does. Thread-safe. */
final class CallerThread extends CompletableFuture<@Nullable Object> {
    private final Thread thread;

    private CallerThread(Call<? extends @Nullable Object, ? extends Exception> call) {
        thread = new Thread(() -> run(call), "guarded call");
        thread.setDaemon(true);
    }

    static CallerThread with(Call<? extends @Nullable Object, ? extends Exception> call) {
        CallerThread caller = new CallerThread(call);
        caller.thread.start();
        return caller;
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
