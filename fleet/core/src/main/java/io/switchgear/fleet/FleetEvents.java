// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Tells what a fleet has learned to its listeners, and to the log what concerns the store. */
final class FleetEvents {
    private static final System.Logger LOG = System.getLogger("io.switchgear.fleet");
    private static final long LOG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final FleetSettings fleet;
    private final CopyOnWriteArrayList<Consumer<? super FleetEvent>> listeners = new CopyOnWriteArrayList<>();
    /** The breakers whose store does not answer. Changed on the fleet's thread. */
    private final Set<String> alone = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean brokenListener = new AtomicBoolean();
    /** When the log was told last that the store does not answer; 0 before the first time. On the fleet's thread. */
    private long loggedNanos;

    FleetEvents(FleetSettings fleet) {
        this.fleet = fleet;
    }

    Registration register(Consumer<? super FleetEvent> listener) {
        Consumer<FleetEvent> own = listener::accept; // the same listener may be registered twice
        listeners.add(own);
        return new Registration() {
            @Override
            public void close() {
                listeners.remove(own);
            }

            @Override
            public long dropped() {
                return 0;
            }
        };
    }

    void tell(FleetEvent.Kind kind, String breaker, String text) {
        FleetEvent event = new FleetEvent(kind, breaker, text);
        for (Consumer<? super FleetEvent> each : listeners) {
            try {
                each.accept(event);
            } catch (Throwable thrown) {
                if (brokenListener.compareAndSet(false, true)) {
                    LOG.log(System.Logger.Level.WARNING, "A listener of fleet " + fleet.name() + " failed", thrown);
                }
            }
        }
    }

    /** The store has not answered; told once until it does. */
    void alone(String breaker, String why) {
        if (alone.add(breaker)) {
            String text = "the store of fleet " + fleet.name()
                    + " does not answer, each breaker goes by its own rules: " + why;
            long now = fleet.now();
            if (loggedNanos == 0 || now - loggedNanos >= LOG_EVERY_NANOS) {
                loggedNanos = now;
                LOG.log(System.Logger.Level.WARNING, text);
            }
            tell(FleetEvent.Kind.ALONE, breaker, text);
        }
    }

    /** The store has answered. */
    void answered(String breaker) {
        if (alone.remove(breaker)) {
            tell(FleetEvent.Kind.BACK, breaker, "the store of fleet " + fleet.name() + " answers again");
        }
    }
}
