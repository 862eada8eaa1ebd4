package io.switchgear.httpclient;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The user's body handler for one request, watched. A body that is handed out before it has been read, such as an input stream,
 * may break off when the call has long settled: this is where that is noticed. It touches nothing on the way. Thread-safe.
 */
final class BodyWatch<T> implements BodyHandler<T> {
    private final BodyHandler<T> handler;
    /** Completed at most once, whatever the client repeats. */
    private final CompletableFuture<Throwable> breakOff = new CompletableFuture<>();

    private final AtomicBoolean watched = new AtomicBoolean();

    BodyWatch(BodyHandler<T> handler) {
        this.handler = Objects.requireNonNull(handler, "responseBodyHandler");
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo responseInfo) {
        return new Watched(Objects.requireNonNull(
                handler.apply(responseInfo), "the body handler returned null instead of a BodySubscriber"));
    }

    /** Has it told, once, that the body breaks off, or has broken off already. Only the first to ask is told. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for that
    void onBreakOff(Consumer<Throwable> action) {
        if (watched.compareAndSet(false, true)) {
            breakOff.thenAccept(action);
        }
    }

    private final class Watched implements BodySubscriber<T>, Flow.Subscription {
        private final BodySubscriber<T> subscriber;
        private volatile Flow.@Nullable Subscription subscription;
        /** Whoever reads wants no more: what ends the body then is their own doing. */
        private volatile boolean cancelled;

        Watched(BodySubscriber<T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public CompletionStage<T> getBody() {
            return subscriber.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription upstream) {
            subscription = upstream;
            subscriber.onSubscribe(this);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            subscriber.onNext(item);
        }

        /** Counted first, so that whoever reads the error finds it counted. */
        @Override
        public void onError(Throwable throwable) {
            if (!cancelled) {
                breakOff.complete(throwable);
            }
            subscriber.onError(throwable);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }

        @Override
        public void request(long n) {
            upstream().request(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
            upstream().cancel();
        }

        private Flow.Subscription upstream() {
            return Objects.requireNonNull(subscription);
        }
    }
}
