// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import io.switchgear.Permit;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Settles the permit of one subscription, and passes every signal on. The permit is settled before the signal that settles
 * it, so the subscriber's own time and exceptions do not belong to the call. The permit ensures that only the first
 * settlement counts, and the last element is the only state that other threads see.
 */
final class GuardedSubscriber<T> implements CoreSubscriber<T>, Subscription {
    @SuppressWarnings("rawtypes") // A class literal has no type arguments.
    private static final AtomicReferenceFieldUpdater<GuardedSubscriber, @Nullable Object> LAST =
            AtomicReferenceFieldUpdater.newUpdater(GuardedSubscriber.class, Object.class, "last");

    private final CoreSubscriber<? super T> actual;
    private final Permit permit;
    /** Whether the first element is the whole answer. */
    private final boolean single;

    /** Set before anyone can use this subscription. */
    @SuppressWarnings("NullAway.Init")
    private Subscription source;

    /** The newest element of several. Written by the source's thread, read by any that cancels. */
    private volatile @Nullable Object last;
    /** Whether the element of a Mono has settled the permit; only for the source's thread. */
    private boolean answered;

    GuardedSubscriber(CoreSubscriber<? super T> actual, Permit permit, boolean single) {
        this.actual = actual;
        this.permit = permit;
        this.single = single;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(source, subscription)) {
            source = subscription;
            try {
                actual.onSubscribe(this);
            } catch (Throwable thrown) {
                cancel();
                throw thrown;
            }
        }
    }

    @Override
    public void request(long n) {
        try {
            source.request(n);
        } catch (Throwable thrown) { // if the subscriber threw it, the permit is settled by now
            failed(thrown);
            throw thrown;
        }
    }

    @Override
    public void onNext(T element) {
        if (single) {
            answered = true;
            permit.returned(element);
        } else {
            LAST.lazySet(this, element); // a full write is the most expensive part of an element
            permit.progressed();
        }
        try {
            actual.onNext(element);
        } catch (Throwable thrown) {
            cancel();
            throw thrown;
        }
    }

    @Override
    public void onComplete() {
        if (!answered) {
            permit.returned(last);
        }
        actual.onComplete();
    }

    @Override
    public void onError(Throwable thrown) {
        failed(thrown);
        actual.onError(thrown);
    }

    /** Settles first: the source may signal an error because it is cancelled. */
    @Override
    public void cancel() {
        Object answer = last;
        if (answer == null) {
            permit.close();
        } else {
            permit.returned(answer);
        }
        source.cancel();
    }

    /** Settles the permit with an exception of the source. */
    void failed(Throwable thrown) {
        Throwable failure = Exceptions.unwrap(thrown);
        if (!isOwnFault(failure)) {
            permit.threw(failure);
        } else {
            Object answer = last;
            if (answer == null) {
                permit.ignore();
            } else {
                permit.returned(answer);
            }
        }
    }

    /** Whether this side has failed: a scheduler that refuses work, or a subscriber that requests too little. */
    private static boolean isOwnFault(Throwable failure) {
        return failure instanceof RejectedExecutionException || Exceptions.isOverflow(failure);
    }
}
