// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import io.switchgear.http.HttpClassifier;
import io.switchgear.support.Causes;
import io.switchgear.support.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call: a request, its response and the body, under one permit. It takes the place of the user's body handler and so
 * sees the headers. The call is settled once it is known that the response was returned to the caller, and how its body
 * ended. A response whose status is a failure is settled at once. Thread-safe.
 */
final class HttpCall<T> implements BodyHandler<T> {
    private static final VarHandle END = Fields.handle(MethodHandles.lookup(), "end", End.class);

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final ClientLife life;
    private final OpenBodies openBodies;
    final CircuitBreakerConfig config;
    final Permit permit;

    /** The headers, once they have arrived. */
    private volatile @Nullable ResponseInfo headers;

    private volatile @Nullable WatchedBody<T> body;
    private volatile @Nullable HttpResponse<T> response;
    /** The end of the body. Set once; the thread that sets it settles the call, if the response has been returned by then. */
    private volatile @Nullable End end;
    /** Whether the caller's own body publisher failed. */
    private volatile boolean publisherFailed;

    HttpCall(
            HttpRequest request,
            BodyHandler<T> handler,
            ClientLife life,
            OpenBodies openBodies,
            CircuitBreakerConfig config,
            Permit permit) {
        this.request = request;
        this.handler = handler;
        this.life = life;
        this.openBodies = openBodies;
        this.config = config;
        this.permit = permit;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        headers = info;
        progressed();
        BodySubscriber<T> reader;
        try {
            reader = Objects.requireNonNull(
                    handler.apply(info), "the body handler returned null instead of a BodySubscriber");
        } catch (Throwable thrown) {
            ended(End.OWN_SIDE);
            throw thrown;
        }
        WatchedBody<T> watched = new WatchedBody<>(this, reader, info.headers());
        body = watched;
        openBodies.add(watched);
        return watched;
    }

    /** The server is responding. The breaker's ticker is read here, and an exception from it does not concern the body. */
    void progressed() {
        try {
            permit.progressed();
        } catch (RuntimeException broken) {
            // The breaker finds that too, and reports it.
        }
    }

    /** The body has ended; only the first end counts. */
    void ended(End how) {
        if (END.compareAndSet(this, null, how)) {
            forgetBody();
            book();
        }
    }

    void publisherFailed() {
        publisherFailed = true;
    }

    /** The response is there, and is returned to the caller next. */
    void answered(@Nullable HttpResponse<T> answer) {
        response = answer;
        if (answer == null || headers == null || HttpClassifier.isFailure(answer.statusCode())) {
            permit.returned(answer); // its body was not watched, or can change nothing
        } else {
            book();
        }
    }

    private void book() {
        HttpResponse<T> answer = response;
        End how = end;
        if (answer == null || how == null) {
            return;
        }
        switch (how.kind()) {
            case COMPLETE, CLOSED -> permit.returned(answer);
            case SILENT -> permit.close();
            case OWN_SIDE -> permit.ignore();
            case BROKEN -> brokenOff(Objects.requireNonNull(how.thrown()));
        }
    }

    private void brokenOff(Throwable thrown) {
        if (life.isOver()) {
            permit.ignore();
        } else {
            threwElsewhere(thrown);
        }
    }

    /** Settles the call with an exception on another thread than the caller's, whose interrupt flag is not significant. */
    private void threwElsewhere(Throwable thrown) {
        boolean flag = Thread.interrupted();
        try {
            permit.threw(thrown);
        } finally {
            if (flag) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Settles the call with the exception that ended it on the caller's thread, and explains it. */
    Throwable failedHere(Throwable thrown) {
        return failed(thrown, true);
    }

    /** Settles the call with the exception that completed the client's future, and explains it. */
    Throwable failedElsewhere(Throwable thrown) {
        return failed(thrown, false);
    }

    /** Decides which side failed: the caller's, the client's own end, or the server, which may have answered nevertheless. */
    @SuppressWarnings("ReferenceEquality") // Whether it was replaced.
    private Throwable failed(Throwable thrown, boolean here) {
        Throwable explained = life.explain(thrown);
        End how = end;
        int status;
        if (how == null && explained != thrown) {
            permit.ignore();
        } else if (how == null ? isGivenUpByReader() : how.isByReader()) {
            endedByCaller(thrown);
        } else if (how != null) {
            failedAfter(how);
        } else if (publisherFailed || ClientExceptions.areOwnSide(thrown)) {
            saysNothing();
        } else if ((status = ClientExceptions.statusOfAnswer(thrown)) != ClientExceptions.NO_ANSWER) {
            permit.returned(new Answer(request, status));
        } else if (here) {
            permit.threw(thrown);
        } else {
            threwElsewhere(thrown);
        }
        forgetBody();
        return explained;
    }

    private boolean isGivenUpByReader() {
        WatchedBody<T> watched = body;
        return watched != null && watched.isGivenUpByReader();
    }

    /** The call failed after the body had ended, which explains why there is no response. */
    private void failedAfter(End how) {
        switch (how.kind()) {
            case COMPLETE -> permit.returned(new Answer(request, Objects.requireNonNull(headers)));
            case BROKEN -> brokenOff(Objects.requireNonNull(how.thrown()));
            case SILENT -> permit.close();
            case CLOSED, OWN_SIDE -> saysNothing();
        }
    }

    /** The caller's own side ended the call: it is ignored, unless its status is a failure. */
    private void saysNothing() {
        ResponseInfo info = headers;
        if (info != null && HttpClassifier.isFailure(info.statusCode())) {
            permit.returned(new Answer(request, info));
        } else {
            permit.ignore();
        }
    }

    /**
     * The caller gave the response up. Once the headers have arrived, only silence counts against the server: the body may
     * have broken off because the caller gave up.
     */
    void givenUp() {
        WatchedBody<T> watched = body;
        End how = end;
        if (how != null && how.kind() != End.Kind.BROKEN) {
            failedAfter(how);
        } else if (watched == null || watched.isSilent()) {
            permit.close();
        } else {
            saysNothing();
        }
        forgetBody();
    }

    /** The caller completed the call with an exception: its own timeout is a failure, any other exception gives the call up. */
    void endedByCaller(Throwable thrown) {
        if (Causes.isTimeout(thrown)) {
            threwElsewhere(thrown);
            forgetBody();
        } else {
            givenUp();
        }
    }

    /** The waiting thread was interrupted. */
    void interrupted(InterruptedException thrown) {
        if (body == null) {
            permit.threw(thrown);
        } else {
            givenUp();
        }
    }

    private void forgetBody() {
        WatchedBody<T> watched = body;
        if (watched != null) {
            openBodies.remove(watched);
        }
    }

    boolean isHandedOut() {
        return response != null;
    }
}
