// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.StateChange;
import io.switchgear.soak.checks.EventWatch;
import io.switchgear.soak.checks.Findings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The listeners of one breaker: two from the beginning, on the calls' threads and on an executor, and others that come and
 * go.
 */
final class Listeners {
    private static final int MOST_GUESTS = 20;
    private static final long SLOWNESS_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final CircuitBreaker breaker;
    private final Findings findings;
    private final Executor executor;
    private final Listening onCallers;
    private final Listening onExecutor;
    private final Deque<Listening> guests = new ArrayDeque<>();
    private final Queue<StateChange> changes = new ConcurrentLinkedQueue<>();

    private record Listening(EventWatch watch, Registration registration) {
        void check() {
            watch.check(registration::dropped);
        }

        /** The events that it received, or is known to have missed. */
        long known() {
            return watch.heard() + registration.dropped();
        }
    }

    Listeners(CircuitBreaker breaker, Findings findings, Executor executor) {
        this.breaker = breaker;
        this.findings = findings;
        this.executor = executor;
        this.onCallers = listen(EventWatch.fromTheBeginning(breaker.name(), findings), Runnable::run);
        this.onExecutor = listen(EventWatch.fromTheBeginning(breaker.name(), findings), executor);
        breaker.onStateChange(changes::add);
    }

    private Listening listen(EventWatch watch, Executor where) {
        return new Listening(watch, breaker.onEvent(watch, where));
    }

    void come(boolean slow) {
        EventWatch watch = EventWatch.fromNowOn(breaker.name(), findings);
        if (slow) {
            guests.add(new Listening(watch, breaker.onEvent(event -> listenSlowly(watch, event), executor)));
        } else {
            guests.add(listen(watch, Runnable::run));
        }
        if (guests.size() > MOST_GUESTS) {
            leave();
        }
    }

    private static void listenSlowly(EventWatch watch, BreakerEvent event) {
        watch.accept(event);
        LockSupport.parkNanos(SLOWNESS_NANOS);
    }

    void leave() {
        Listening guest = guests.poll();
        if (guest != null) {
            guest.registration.close();
            guest.watch.removed();
            guest.check();
        }
    }

    /** {@return the changes since the last call, as received by the listeners on the calls' threads} */
    List<StateChange> takeChanges() {
        List<StateChange> taken = new ArrayList<>();
        for (StateChange change = changes.poll(); change != null; change = changes.poll()) {
            taken.add(change);
        }
        return taken;
    }

    /** Whether both initial listeners know of the same events, as they must once no call is out. */
    boolean haveHeardAll() {
        return onCallers.known() == onExecutor.known();
    }

    void audit(long reconfigurations) {
        guests.forEach(Listening::check);
        onCallers.check();
        onExecutor.check();
        onCallers.watch.complete(onCallers.registration.dropped(), reconfigurations);
        onExecutor.watch.complete(onExecutor.registration.dropped(), reconfigurations);
        onCallers.watch.agree(onExecutor.watch);
    }
}
