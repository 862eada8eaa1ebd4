// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The subscriber of a body, one of whose methods throws.
 *
 * @param where the name of the method
 */
record Throwing(String where) implements BodySubscriber<String> {
    private void at(String method) {
        if (method.equals(where)) {
            throw new IllegalStateException("own fault");
        }
    }

    @Override
    public CompletionStage<String> getBody() {
        at("getBody");
        return new CompletableFuture<>();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        at("onSubscribe");
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        at("onNext");
    }

    @Override
    public void onError(Throwable throwable) {}

    @Override
    public void onComplete() {}
}
