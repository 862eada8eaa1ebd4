// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The observers of a breaker's calls. Thread-safe. */
final class CallObservers {
    private final Callbacks callbacks;
    private final List<Registered> registered = new CopyOnWriteArrayList<>();
    /** Whether there are any observers, which each call checks. Written together with the list, under this object's lock. */
    private volatile boolean present;

    CallObservers(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    synchronized Registration register(CallObserver observer) {
        Registered registration = new Registered(observer);
        registered.add(registration);
        present = true;
        return registration;
    }

    private synchronized void remove(Registered registration) {
        registered.remove(registration);
        present = !registered.isEmpty();
    }

    /** Returns the admission itself, or a wrapper that passes its outcome to the observers. */
    Admission watch(Admission admission, Ticker ticker) {
        if (!present) {
            return admission;
        }
        RejectionReason reason = admission.refusedFor();
        if (reason == null) {
            try {
                return new Watched(admission, ticker);
            } catch (Throwable broken) {
                callbacks.internalError = broken; // the call is not observed, but it is counted
                return admission;
            }
        }
        tell(observer -> observer.rejected(reason));
        return admission;
    }

    private void tell(Consumer<CallObserver> event) {
        for (Registered each : registered) {
            try {
                event.accept(each.observer);
            } catch (Throwable thrown) {
                callbacks.failed(Callbacks.Kind.OBSERVER, thrown);
            }
        }
    }

    /** One registration; the same observer can have several. */
    private final class Registered implements Registration {
        private final CallObserver observer;

        Registered(CallObserver observer) {
            this.observer = observer;
        }

        @Override
        public void close() {
            CallObservers.this.remove(this);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }

    private final class Watched extends Admission {
        private final Admission admission;
        private final Ticker ticker;
        private final long beganNanos;

        Watched(Admission admission, Ticker ticker) {
            this.admission = admission;
            this.ticker = ticker;
            this.beganNanos = ticker.nanos();
        }

        @Override
        long startNanos() {
            return admission.startNanos();
        }

        @Override
        void runsOn(@Nullable Thread thread) {
            admission.runsOn(thread);
        }

        @Override
        void progressed() {
            admission.progressed();
        }

        @Override
        boolean giveUp(long startNanos) {
            boolean abandoned = admission.giveUp(startNanos);
            try {
                tellOf(startNanos, (observer, took) -> {
                    if (abandoned) {
                        observer.abandoned(took);
                    } else {
                        observer.settled(Outcome.IGNORED, took);
                    }
                });
            } catch (Throwable broken) {
                callbacks.internalError = broken;
            }
            return abandoned;
        }

        @Override
        void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
            admission.settle(outcome, startNanos, result, thrown);
            try { // the call is counted: an error from here on must not count it again
                tellOf(startNanos, (observer, took) -> observer.settled(outcome, took));
            } catch (Throwable broken) {
                callbacks.internalError = broken;
            }
        }

        /** The start is known better where the duration was measured elsewhere. */
        private void tellOf(long startNanos, BiConsumer<CallObserver, Duration> end) {
            long began = startNanos == ResolvedConfig.NOT_MEASURED ? beganNanos : startNanos;
            Duration took = Duration.ofNanos(ticker.nanos() - began);
            tell(observer -> end.accept(observer, took));
        }
    }
}
