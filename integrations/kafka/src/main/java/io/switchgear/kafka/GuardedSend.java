// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import io.switchgear.Permit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record under way with a permit of its own: settled by the client, or by a caller who waits no longer. */
record GuardedSend(Permit permit, Future<RecordMetadata> sent) implements Future<RecordMetadata> {

    /** The client's callback, which settles before the caller's own runs. */
    static Callback settling(Permit permit, @Nullable Callback then) {
        return (metadata, failure) -> {
            if (failure == null) {
                permit.returned(metadata);
            } else {
                permit.threw(failure);
            }
            if (then != null) {
                then.onCompletion(metadata, failure);
            }
        };
    }

    @Override
    public RecordMetadata get() throws InterruptedException, ExecutionException {
        try {
            return sent.get();
        } catch (InterruptedException stop) {
            permit.close();
            throw stop;
        }
    }

    @Override
    public RecordMetadata get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return sent.get(timeout, unit);
        } catch (InterruptedException stop) {
            permit.close();
            throw stop;
        } catch (TimeoutException late) {
            permit.threw(late);
            throw late;
        }
    }

    /** The client of Kafka refuses it: a record that is under way stays so. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = sent.cancel(mayInterruptIfRunning);
        if (cancelled) {
            permit.close();
        }
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return sent.isCancelled();
    }

    @Override
    public boolean isDone() {
        return sent.isDone();
    }
}
