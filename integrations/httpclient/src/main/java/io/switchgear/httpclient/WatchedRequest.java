// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A request whose body publisher is watched: if that fails, the caller's own side has failed. Thread-safe. */
final class WatchedRequest extends HttpRequest {
    /** Whether requests have options, as since JDK 26, which this class cannot pass on. */
    private static final boolean HAVE_OPTIONS = Runtime.version().feature() >= 26;

    private final HttpRequest request;
    private final Optional<BodyPublisher> publisher;

    private WatchedRequest(HttpRequest request, BodyPublisher publisher) {
        this.request = request;
        this.publisher = Optional.of(publisher);
    }

    /** The request for a call; the same request if there is nothing to watch. */
    static HttpRequest of(HttpRequest request, HttpCall<?> call) {
        BodyPublisher publisher = request.bodyPublisher().orElse(null);
        if (publisher == null) {
            return request;
        }
        BodyPublisher own = publisher instanceof Publisher sentBefore ? sentBefore.publisher : publisher;
        BodyPublisher watched = new Publisher(own, call);
        return HAVE_OPTIONS
                ? HttpRequest.newBuilder(request, (name, value) -> true)
                        .method(request.method(), watched)
                        .build()
                : new WatchedRequest(request, watched);
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return publisher;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return request.timeout();
    }

    @Override
    public boolean expectContinue() {
        return request.expectContinue();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return request.version();
    }

    @Override
    public HttpHeaders headers() {
        return request.headers();
    }

    /** The user's publisher, watched for one call. Other calls can use it too, because the response shows it to the user. */
    private static final class Publisher implements BodyPublisher {
        final BodyPublisher publisher;
        private final HttpCall<?> call;

        Publisher(BodyPublisher publisher, HttpCall<?> call) {
            this.publisher = publisher;
            this.call = call;
        }

        @Override
        public long contentLength() {
            try {
                return publisher.contentLength();
            } catch (Throwable thrown) {
                call.publisherFailed();
                throw thrown;
            }
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            Objects.requireNonNull(subscriber, "subscriber");
            try {
                publisher.subscribe(new Items(subscriber, call, publisher.contentLength()));
            } catch (Throwable thrown) {
                call.publisherFailed();
                throw thrown;
            }
        }
    }

    /** The items of the user's publisher. */
    private static final class Items implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> client;
        private final HttpCall<?> call;
        /**
         * The announced bytes that have not arrived yet; negative if no length was announced. Guarded by the publisher's
         * order.
         */
        private long missing;

        private final boolean announced;
        private volatile Flow.@Nullable Subscription upstream;

        Items(Flow.Subscriber<? super ByteBuffer> client, HttpCall<?> call, long length) {
            this.client = client;
            this.call = call;
            this.missing = length;
            this.announced = length >= 0;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            upstream = subscription;
            client.onSubscribe(this);
        }

        @Override
        public void onNext(ByteBuffer item) {
            missing -= item.remaining();
            if (announced && missing < 0) {
                call.publisherFailed();
            }
            client.onNext(item);
        }

        @Override
        public void onError(Throwable throwable) {
            call.publisherFailed();
            client.onError(throwable);
        }

        @Override
        public void onComplete() {
            if (announced && missing > 0) {
                call.publisherFailed();
            }
            client.onComplete();
        }

        @Override
        public void request(long n) {
            try {
                Objects.requireNonNull(upstream).request(n);
            } catch (Throwable thrown) {
                call.publisherFailed();
                throw thrown;
            }
        }

        @Override
        public void cancel() {
            Objects.requireNonNull(upstream).cancel();
        }
    }
}
