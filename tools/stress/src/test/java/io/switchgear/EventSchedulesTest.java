// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.window.Window;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Events reach a listener in the order of the changes they tell of, one at a time, and none is lost. What it has heard at a
 * given moment no order tells, since another thread may be delivering: so the operations answer nothing, and what was heard
 * is looked at when all are done.
 */
public class EventSchedulesTest extends SchedulesTest {
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(c -> c);
    private static final CircuitBreakerConfig WIDER =
            CONFIG.toBuilder().window(Window.lastCalls(20)).build();

    private final CircuitBreaker breaker = CircuitBreaker.of("events", CONFIG);
    /** Without a guard: that the listener hears one event after the other is guard enough. */
    private final List<BreakerEvent> heard = new ArrayList<>();

    private boolean hearing;
    private boolean twoAtATime;

    public EventSchedulesTest() {
        breaker.onEvent(this::hear, Runnable::run);
    }

    private void hear(BreakerEvent event) {
        twoAtATime |= hearing;
        hearing = true;
        heard.add(event);
        hearing = false;
    }

    @Override
    Class<?> specification() {
        return Silence.class;
    }

    @Operation
    public void reset() {
        breaker.reset("schedule");
    }

    @Operation
    public void forceOpen() {
        breaker.forceOpen("schedule");
    }

    @Operation
    public void release() {
        breaker.release("schedule");
    }

    @Operation
    public void reconfigure() {
        breaker.reconfigure(WIDER);
    }

    @Validate
    public void shouldHaveHeardEachChangeInOrder() {
        long last = 0;
        for (BreakerEvent event : heard) {
            long next = event instanceof StateChange ? last + 1 : last;
            if (event.sequence() != next) {
                throw new IllegalStateException(event.sequence() + " came after " + last);
            }
            last = next;
        }
        if (twoAtATime || last != breaker.machine.phase().sequence()) {
            throw new IllegalStateException("heard " + last + (twoAtATime ? ", two at a time" : ""));
        }
    }

    /** The same operations, of which nothing is to be seen. */
    public static class Silence {
        public void reset() {}

        public void forceOpen() {}

        public void release() {}

        public void reconfigure() {}
    }
}
