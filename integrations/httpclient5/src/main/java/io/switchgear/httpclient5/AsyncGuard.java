// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.http.HttpBreakers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Guards the attempts of an asynchronous client.
 *
 * @param breakers the breakers of the client
 */
record AsyncGuard(HttpBreakers breakers) implements AsyncExecChainHandler {
    @Override
    public void execute(
            HttpRequest request,
            @Nullable AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        Attempt attempt;
        try {
            attempt = Attempt.begin(breakers, request, scope.route, scope.cancellableDependency::isCancelled);
        } catch (RejectedAttempt rejected) {
            callback.failed(rejected);
            return;
        }
        try {
            chain.proceed(request, entity, scope, new WatchedCallback(attempt, callback));
        } catch (Throwable thrown) {
            attempt.failed(thrown);
            throw thrown;
        }
    }

    private record WatchedCallback(Attempt attempt, AsyncExecCallback callback) implements AsyncExecCallback {
        @Override
        public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails entity)
                throws HttpException, IOException {
            attempt.answered(response);
            if (entity == null) {
                attempt.exchange.complete();
                return callback.handleResponse(response, null);
            }
            attempt.exchange.waits();
            AsyncDataConsumer reader;
            try {
                reader = callback.handleResponse(response, entity);
            } catch (Throwable unwilling) {
                attempt.exchange.closed();
                throw unwilling;
            }
            return reader == null ? null : new WatchedConsumer(attempt, reader);
        }

        @Override
        public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
            callback.handleInformationResponse(response);
        }

        @Override
        public void completed() {
            attempt.exchange.complete();
            callback.completed();
        }

        @Override
        public void failed(Exception cause) {
            attempt.failed(cause);
            callback.failed(cause);
        }
    }

    /** The reader of a body, whose end settles the attempt. An exception of the reader itself says nothing of the server. */
    private record WatchedConsumer(Attempt attempt, AsyncDataConsumer reader) implements AsyncDataConsumer {
        @Override
        public void updateCapacity(CapacityChannel channel) throws IOException {
            reader.updateCapacity(channel);
        }

        @Override
        public void consume(ByteBuffer bytes) throws IOException {
            attempt.exchange.waitsNoLonger();
            try {
                reader.consume(bytes);
            } catch (Throwable unwilling) {
                attempt.exchange.closed();
                throw unwilling;
            }
            attempt.exchange.waits();
        }

        @Override
        public void streamEnd(@Nullable List<? extends Header> trailers) throws HttpException, IOException {
            attempt.exchange.complete();
            reader.streamEnd(trailers);
        }

        @Override
        public void releaseResources() {
            reader.releaseResources();
        }
    }
}
