// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a listener hears of one breaker, and whether that is a history: complete, in order, one event at a time. */
public final class History {
    private final AtomicInteger inside = new AtomicInteger();
    /** Not guarded: one delivery at a time is part of what is tested. */
    private final List<BreakerEvent> events = new ArrayList<>();

    private final AtomicInteger together = new AtomicInteger();

    public void hear(BreakerEvent event) {
        together.addAndGet(inside.getAndIncrement());
        events.add(event);
        inside.decrementAndGet();
    }

    public List<BreakerEvent> events() {
        return List.copyOf(events);
    }

    public List<StateChange> changes() {
        return events.stream()
                .filter(StateChange.class::isInstance)
                .map(StateChange.class::cast)
                .toList();
    }

    public long reconfigurations() {
        return events.stream().filter(Reconfiguration.class::isInstance).count();
    }

    /** Each event stands where the ones before it have led. */
    public void assertTrueFrom(State first, CircuitBreakerConfig config) {
        State state = first;
        CircuitBreakerConfig current = config;
        long sequence = 0;
        for (BreakerEvent event : events) {
            if (event instanceof StateChange change) {
                sequence++;
                assertThat(change.from()).as("where %s begins", change).isEqualTo(state);
                state = change.to();
            } else if (event instanceof Reconfiguration change) {
                assertThat(change.before()).as("configuration before").isSameAs(current);
                current = change.after();
            }
            assertThat(event.sequence()).as("place of %s", event).isEqualTo(sequence);
        }
        assertThat(together).as("deliveries at the same time").hasValue(0);
    }

    /** The last events are what the breaker is now. */
    public void assertLeadsTo(CircuitBreaker breaker) {
        assertThat(changes().get(changes().size() - 1).to()).isEqualTo(breaker.state());
    }
}
