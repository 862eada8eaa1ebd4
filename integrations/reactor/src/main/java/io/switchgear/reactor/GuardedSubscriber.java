// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import io.switchgear.Permit;
import java.util.concurrent.RejectedExecutionException;
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
    private final CoreSubscriber<? super T> actual;
    private final Permit permit;
    /** Whether the first element is the whole answer. */
    private final boolean single;

    /** Set before anyone can use this subscription. */
    @SuppressWarnings("NullAway.Init")
    private Subscription source;

    /** The newest element of several. Written by the source's thread, read by any that cancels. */
    private volatile @Nullable T last;

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
            permit.returned(element);
        } else {
            last = element;
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
        permit.returned(last);
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
        T answer = last;
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
            T answer = last;
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
