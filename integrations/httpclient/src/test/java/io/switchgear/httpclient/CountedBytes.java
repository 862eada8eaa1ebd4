// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;

/** A reader that passes all on and lets a test wait for bytes. */
record CountedBytes<T>(BodySubscriber<T> reader, Semaphore arrived) implements BodySubscriber<T> {
    /** A handler whose readers release as many permits as bytes come. */
    static <T> BodyHandler<T> of(BodyHandler<T> handler, Semaphore arrived) {
        return info -> new CountedBytes<>(handler.apply(info), arrived);
    }

    @Override
    public CompletionStage<T> getBody() {
        return reader.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        int bytes = item.stream().mapToInt(ByteBuffer::remaining).sum();
        reader.onNext(item);
        arrived.release(bytes);
    }

    @Override
    public void onError(Throwable throwable) {
        reader.onError(throwable);
    }

    @Override
    public void onComplete() {
        reader.onComplete();
    }
}
