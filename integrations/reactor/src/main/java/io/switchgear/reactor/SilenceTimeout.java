// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Fails when the source is silent for too long although an element is requested. Reactor's own timeout also runs while
 * nothing is requested, so a subscriber that takes its time would look like a source that is silent.
 */
final class SilenceTimeout<T> extends FluxOperator<T, T> {
    private final Duration timeout;

    SilenceTimeout(Flux<? extends T> source, Duration timeout) {
        super(source);
        this.timeout = timeout;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Waiting<>(actual, timeout));
    }

    /** One subscription, with one timer that is started again until the subscription ends. */
    private static final class Waiting<T> implements CoreSubscriber<T>, Subscription, Runnable {
        private static final long OVER = -1;

        @SuppressWarnings("rawtypes") // A class literal has no type arguments.
        private static final AtomicLongFieldUpdater<Waiting> STATE =
                AtomicLongFieldUpdater.newUpdater(Waiting.class, "state");

        @SuppressWarnings("rawtypes")
        private static final AtomicLongFieldUpdater<Waiting> REQUESTED =
                AtomicLongFieldUpdater.newUpdater(Waiting.class, "requested");

        private final CoreSubscriber<? super T> actual;
        private final Duration timeout;
        private final long nanos;
        private final Scheduler scheduler = Schedulers.parallel();
        private final Disposable.Swap timer = Disposables.swap();

        /** Set before anyone can use this subscription. */
        @SuppressWarnings("NullAway.Init")
        private Subscription source;

        /**
         * Grows when the delivery of an element begins and when it ends, so it is odd during one; or {@link #OVER}. The timer
         * fails the subscription by compare-and-set from an even number, so that no element can have come meanwhile.
         */
        private volatile long state;

        private volatile long requested;
        /** The start of the silence, while something is requested. */
        private volatile long since;

        Waiting(CoreSubscriber<? super T> actual, Duration timeout) {
            this.actual = actual;
            this.timeout = timeout;
            this.nanos = timeout.toNanos();
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(source, subscription)) {
                source = subscription;
                startTimer(nanos);
                actual.onSubscribe(this);
            }
        }

        @Override
        public void request(long n) {
            if (n > 0) { // the source answers to any other number
                if (requested == 0) {
                    since = now(); // before the request can be seen
                }
                Operators.addCap(REQUESTED, this, n);
            }
            source.request(n);
        }

        @Override
        public void onNext(T element) {
            long before = state;
            boolean outermost = before % 2 == 0 && STATE.compareAndSet(this, before, before + 1);
            if (!outermost && state == OVER) {
                Operators.onNextDropped(element, actual.currentContext());
                return;
            }
            Operators.produced(REQUESTED, this, 1);
            actual.onNext(element);
            if (outermost) {
                since = now();
                STATE.compareAndSet(this, before + 1, before + 2);
            }
        }

        @Override
        public void onComplete() {
            if (end()) {
                actual.onComplete();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            if (end()) {
                actual.onError(thrown);
            } else {
                Operators.onErrorDropped(thrown, actual.currentContext());
            }
        }

        @Override
        public void cancel() {
            end();
            source.cancel();
        }

        /** Whether this ends the subscription. */
        private boolean end() {
            boolean first = STATE.getAndSet(this, OVER) != OVER;
            timer.dispose();
            return first;
        }

        private long now() {
            return scheduler.now(TimeUnit.NANOSECONDS);
        }

        private void startTimer(long delayNanos) {
            timer.replace(scheduler.schedule(this, delayNanos, TimeUnit.NANOSECONDS));
        }

        /** The timer. */
        @Override
        public void run() {
            long seen = state;
            long left = seen % 2 == 0 && requested > 0 ? nanos - (now() - since) : nanos;
            if (left <= 0 && STATE.compareAndSet(this, seen, OVER)) {
                source.cancel();
                actual.onError(new TimeoutException("nothing came for " + timeout + ", although it was requested"));
            } else {
                startTimer(left > 0 ? left : nanos);
            }
        }
    }
}
