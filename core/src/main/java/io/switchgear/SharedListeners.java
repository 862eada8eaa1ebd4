package io.switchgear;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Listeners to all breakers of a group, those to come included. Its owner's lock guards it while the group changes. */
final class SharedListeners {
    private final List<Shared> listeners = new CopyOnWriteArrayList<>();

    Registration register(
            Consumer<? super BreakerEvent> listener, Executor executor, Collection<CircuitBreaker> present) {
        Shared shared = new Shared(listener, executor);
        present.forEach(shared::attach);
        listeners.add(shared);
        return shared;
    }

    void added(CircuitBreaker breaker) {
        listeners.forEach(shared -> shared.attach(breaker));
    }

    void removed(CircuitBreaker breaker) {
        listeners.forEach(shared -> shared.detach(breaker));
    }

    private final class Shared implements Registration {
        private final Consumer<? super BreakerEvent> listener;
        private final Executor executor;
        private final Map<CircuitBreaker, Registration> registrations = new ConcurrentHashMap<>();
        /** Set before the registrations are ended, so that one that is made meanwhile is ended by whoever makes it. */
        private volatile boolean removed;

        Shared(Consumer<? super BreakerEvent> listener, Executor executor) {
            this.listener = listener;
            this.executor = executor;
        }

        void attach(CircuitBreaker breaker) {
            registrations.put(breaker, breaker.onEvent(listener, executor));
            if (removed) {
                detach(breaker);
            }
        }

        void detach(CircuitBreaker breaker) {
            Registration registration = registrations.remove(breaker);
            if (registration != null) {
                registration.close();
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
            return registrations.values().stream()
                    .mapToLong(Registration::dropped)
                    .sum();
        }
    }
}
