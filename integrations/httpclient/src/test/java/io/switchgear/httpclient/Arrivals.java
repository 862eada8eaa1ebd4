// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;

/** A reader who has asked for all bytes there will be, and tells when some have come. Thread-safe. */
final class Arrivals implements Flow.Subscriber<List<ByteBuffer>> {
    private final Semaphore arrived = new Semaphore(0);

    /** Hands the response out when all has been read. */
    BodyHandler<Void> handler() {
        return BodyHandlers.fromSubscriber(this);
    }

    void await() throws InterruptedException {
        arrived.acquire();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        arrived.release();
    }

    @Override
    public void onError(Throwable throwable) {}

    @Override
    public void onComplete() {}
}
