// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.support.Durations;
import io.switchgear.support.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of one response, between the client and its reader. It changes nothing on the way and reports the end of the
 * body to the call. It also tracks which side keeps the other waiting: the server, from which bytes were requested, or the
 * reader, which requests none. Thread-safe.
 */
final class WatchedBody<T> implements BodySubscriber<T>, Flow.Subscription {
    private static final VarHandle DEMAND = Fields.handle(MethodHandles.lookup(), "demand", long.class);

    private final HttpCall<T> call;
    private final BodySubscriber<T> reader;
    private final HttpHeaders headers;
    private volatile Flow.@Nullable Subscription upstream;
    /** The reader's result of the body. */
    private volatile @Nullable CompletionStage<T> result;
    /** The items that the reader has requested and not received. Updated by compare-and-set. */
    @SuppressWarnings("unused")
    private volatile long demand;
    /**
     * The time when the headers or the newest bytes arrived, or the reader requested more. Of several concurrent writers
     * any may win.
     */
    private volatile long sinceNanos;

    WatchedBody(HttpCall<T> call, BodySubscriber<T> reader, HttpHeaders headers) {
        this.call = call;
        this.reader = reader;
        this.headers = headers;
        this.sinceNanos = nowNanos();
    }

    @Override
    public CompletionStage<T> getBody() {
        try {
            CompletionStage<T> stage = reader.getBody();
            result = stage;
            return stage;
        } catch (Throwable thrown) {
            call.ended(End.OWN_SIDE);
            throw thrown;
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        try {
            reader.onSubscribe(this);
        } catch (Throwable thrown) {
            call.ended(End.OWN_SIDE);
            throw thrown;
        }
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        sinceNanos = nowNanos();
        addDemand(-1);
        call.progressed();
        try {
            reader.onNext(item);
        } catch (Throwable thrown) {
            call.ended(End.OWN_SIDE);
            throw thrown;
        }
    }

    /** The end is settled first, so code that sees the error finds it counted. */
    @Override
    public void onError(Throwable throwable) {
        call.ended(End.broken(throwable));
        reader.onError(throwable);
    }

    @Override
    public void onComplete() {
        call.ended(End.COMPLETE);
        reader.onComplete();
    }

    @Override
    public void request(long n) {
        if (addDemand(n) <= 0) {
            sinceNanos = nowNanos();
        }
        upstream().request(n);
    }

    @Override
    public void cancel() {
        call.ended(isSilent() ? End.SILENT : End.CLOSED);
        upstream().cancel();
    }

    private Flow.Subscription upstream() {
        return Objects.requireNonNull(upstream);
    }

    /** Whether the reader gave the body up, which it may signal before it cancels; valid only while the body has not ended. */
    boolean isGivenUpByReader() {
        return result instanceof CompletableFuture<?> future && future.isCompletedExceptionally();
    }

    /** Adds demand and returns the earlier one. Unbounded demand stays unbounded. */
    private long addDemand(long n) {
        long before;
        long after;
        do {
            before = demand;
            after = before == Long.MAX_VALUE || before + n < before == n > 0 ? Long.MAX_VALUE : before + n;
        } while (!DEMAND.compareAndSet(this, before, after));
        return before;
    }

    /**
     * Whether the reader has waited for longer than {@code abandonedAfter} since the last bytes, in a body where that is
     * unusual.
     */
    boolean isSilent() {
        Duration bound = call.config.abandonedAfter().orElse(null);
        return bound != null && demand > 0 && nowNanos() - sinceNanos > Durations.nanos(bound) && !isEventStream();
    }

    /** Whether this is an event stream, which is silent while nothing happens. */
    private boolean isEventStream() {
        return headers.firstValue("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                .isPresent();
    }

    /**
     * Ends a call that nothing else can end: the server keeps the reader waiting for bytes that it has announced, or the
     * reader has not requested any for half a probe timeout.
     *
     * @return whether the body need not be watched any more
     */
    boolean endIfStuck() {
        if (demand > 0) {
            boolean promised =
                    !call.isHandedOut() || headers.firstValue("Content-Length").isPresent();
            if (!promised || !isSilent()) {
                return false;
            }
            call.permit.close();
        } else {
            long idleNanos = Durations.nanos(call.config.halfOpen().probeTimeout()) / 2;
            if (nowNanos() - sinceNanos <= idleNanos) {
                return false;
            }
            call.permit.ignore();
        }
        return true;
    }

    /** The time by the breaker's ticker; if that throws, nothing counts as waiting. */
    private long nowNanos() {
        try {
            return call.config.ticker().nanos();
        } catch (RuntimeException broken) {
            return sinceNanos;
        }
    }
}
