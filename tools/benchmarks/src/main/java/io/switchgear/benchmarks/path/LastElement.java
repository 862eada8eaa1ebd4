// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A subscriber to one publisher after another, so that no call pays for its own. For one thread. */
final class LastElement implements CoreSubscriber<Object> {
    private @Nullable Object element;

    @Nullable
    Object element() {
        return element;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object next) {
        element = next;
    }

    @Override
    public void onError(Throwable thrown) {
        throw new IllegalStateException(thrown);
    }

    @Override
    public void onComplete() {}
}
