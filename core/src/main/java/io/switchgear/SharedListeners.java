// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The listeners for all sources of events in a group, including later ones. The owner's lock guards it while the group
 * changes; no foreign code runs here.
 *
 * @param <S> type of the sources; compared by equals
 */
final class SharedListeners<S> {
    private final Attachment<S> attachment;
    private final List<Shared> listeners = new CopyOnWriteArrayList<>();

    /** Attaches a listener to one source. */
    @FunctionalInterface
    interface Attachment<S> {
        Registration attach(S source, Consumer<? super BreakerEvent> listener, Executor executor);
    }

    SharedListeners(Attachment<S> attachment) {
        this.attachment = attachment;
    }

    /** Registers a listener for later sources; the owner attaches it to the existing ones. */
    Shared register(Consumer<? super BreakerEvent> listener, Executor executor) {
        Shared shared = new Shared(listener, executor);
        listeners.add(shared);
        return shared;
    }

    void added(S source) {
        listeners.forEach(shared -> shared.attach(source));
    }

    void removed(S source) {
        listeners.forEach(shared -> shared.detach(source));
    }

    /** One listener, with its registration at each source. Thread-safe. */
    final class Shared implements Registration {
        private final Consumer<? super BreakerEvent> listener;
        private final Executor executor;
        private final Map<S, Registration> registrations = new ConcurrentHashMap<>();
        /** The events dropped by sources that have been removed. */
        private final LongAdder droppedBefore = new LongAdder();
        /** Set before the registrations are ended, so that one made meanwhile is ended by the thread that made it. */
        private volatile boolean removed;

        Shared(Consumer<? super BreakerEvent> listener, Executor executor) {
            this.listener = listener;
            this.executor = executor;
        }

        void attach(S source) {
            registrations.put(source, attachment.attach(source, listener, executor));
            if (removed) {
                detach(source);
            }
        }

        void detach(S source) {
            Registration registration = registrations.remove(source);
            if (registration != null) {
                registration.close();
                droppedBefore.add(registration.dropped());
            }
        }

        @Override
        public void close() {
            removed = true;
            listeners.remove(this);
            registrations.keySet().forEach(this::detach);
        }

        @Override
        public long dropped() {
            return droppedBefore.sum()
                    + registrations.values().stream()
                            .mapToLong(Registration::dropped)
                            .sum();
        }
    }
}
