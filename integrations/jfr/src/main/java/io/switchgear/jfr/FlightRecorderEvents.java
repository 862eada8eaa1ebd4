// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import io.switchgear.BreakerEvent;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Reconfiguration;
import io.switchgear.Registration;
import io.switchgear.RejectionReason;
import io.switchgear.StateChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jdk.jfr.FlightRecorder;

/**
 * Events of JDK Flight Recorder for the breakers of a registry, plain and keyed, including those added later:
 *
 * <pre>{@code
 * FlightRecorderEvents.record(registry);
 * }</pre>
 *
 * <ul>
 *   <li>{@code io.switchgear.StateChange}: each change of state, with its reason;
 *   <li>{@code io.switchgear.Reconfiguration}: each change of the settings;
 *   <li>{@code io.switchgear.BreakerState}: the state and figures of each breaker, and of each key that is not closed,
 *       every 30 s unless the recording's settings say otherwise;
 *   <li>{@code io.switchgear.Rejection}, if {@linkplain #recordRejections asked for}: each rejected call.
 * </ul>
 *
 * <p>While no recording is running, the first three cost nothing but a listener. Thread-safe.
 *
 * @since 0.1
 */
public final class FlightRecorderEvents {
    private FlightRecorderEvents() {}

    /**
     * Records the changes and states of a registry's breakers from now on.
     *
     * @param registry the registry
     * @return the registration, which ends this when closed
     */
    public static Registration record(CircuitBreakerRegistry registry) {
        Registration changes = registry.onEvent(FlightRecorderEvents::happened, Runnable::run);
        Runnable states = () -> BreakerStateEvent.commitAll(registry);
        FlightRecorder.addPeriodicEvent(BreakerStateEvent.class, states);
        return new Registration() {
            @Override
            public void close() {
                changes.close();
                FlightRecorder.removePeriodicEvent(states);
            }

            @Override
            public long dropped() {
                return changes.dropped();
            }
        };
    }

    /**
     * Records each rejection by a plain breaker of a registry from now on, also by breakers added later. The keys of keyed
     * breakers are left out: their number of rejections is in {@code io.switchgear.BreakerState}. This observes every call,
     * rejected or not, whether or not a recording is running: see {@link CallObserver} for the cost.
     *
     * @param registry the registry
     * @return the registration, which ends this when closed
     */
    public static Registration recordRejections(CircuitBreakerRegistry registry) {
        return new ObservedBreakers(registry);
    }

    private static void happened(BreakerEvent event) {
        if (event instanceof StateChange change) {
            StateChangeEvent.commit(change);
        } else if (event instanceof Reconfiguration change) {
            ReconfigurationEvent.commit(change);
        }
    }

    /** The observers of a registry's plain breakers. */
    private static final class ObservedBreakers implements Registration {
        private final CircuitBreakerRegistry registry;
        private final Registration members;
        /** The breakers that are observed, by name. Guarded by this. */
        private final Map<String, Observed> observed = new HashMap<>();
        /** Guarded by this. */
        private boolean closed;

        private record Observed(CircuitBreaker breaker, Registration registration) {}

        ObservedBreakers(CircuitBreakerRegistry registry) {
            this.registry = Objects.requireNonNull(registry, "registry");
            this.members = registry.onMembershipChange(this::fit);
            registry.all().forEach(breaker -> fit(breaker.name()));
        }

        /** Observes, under the lock, the breaker that has this name now, and no other. */
        private synchronized void fit(String name) {
            if (closed) {
                return;
            }
            Optional<CircuitBreaker> present = registry.find(name);
            Observed before = observed.get(name);
            if (before != null && !present.equals(Optional.of(before.breaker))) {
                observed.remove(name);
                before.registration.close();
            }
            present.ifPresent(
                    breaker -> observed.computeIfAbsent(name, added -> new Observed(breaker, observe(breaker))));
        }

        @Override
        public synchronized void close() {
            closed = true;
            members.close();
            observed.values().forEach(each -> each.registration.close());
            observed.clear();
        }

        @Override
        public long dropped() {
            return 0;
        }
    }

    private static Registration observe(CircuitBreaker breaker) {
        return breaker.observeCalls(new CallObserver() {
            @Override
            public void rejected(RejectionReason reason) {
                RejectionEvent.commit(breaker.name(), reason);
            }
        });
    }
}
