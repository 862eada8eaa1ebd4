package io.switchgear.httpclient;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
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
 * One call: a request, its response and the body, under one permit. It takes the place of the user's body handler and learns
 * there of the headers. The call is booked once both are known: that the response was handed out, and how its body ended. A
 * response with a status that is a failure is booked at once. Thread-safe.
 */
final class HttpCall<T> implements BodyHandler<T> {
    private static final VarHandle END = Fields.handle(MethodHandles.lookup(), "end", End.class);

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final ClientLife life;
    private final OpenBodies openBodies;
    final CircuitBreakerConfig config;
    final Permit permit;

    /** The headers, once they have come. */
    private volatile @Nullable ResponseInfo headers;

    private volatile @Nullable WatchedBody<T> body;
    private volatile @Nullable HttpResponse<T> response;
    /** Set once; whoever sets it books the call, if the response has been handed out by then. */
    private volatile @Nullable End end;
    /** The caller's own body publisher failed. */
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

    /** The server answers. The breaker's ticker is asked here, and if it throws that is no concern of the body. */
    void progressed() {
        try {
            permit.progressed();
        } catch (RuntimeException broken) {
            // The breaker finds that too, and says it.
        }
    }

    /** The end of the body; only the first counts. */
    void ended(End how) {
        if (END.compareAndSet(this, null, how)) {
            forgetBody();
            book();
        }
    }

    void publisherFailed() {
        publisherFailed = true;
    }

    /** The response is there, and is handed out next. */
    void answered(@Nullable HttpResponse<T> answer) {
        response = answer;
        if (answer == null || headers == null || HttpClassifier.isFailure(answer.statusCode())) {
            permit.returned(answer); // its body was never ours, or can change nothing
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

    /** Settles by an exception of a thread that is not the caller's, so its interrupt flag says nothing about the call. */
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

    /** The exception by which the client ended the call on the caller's thread, explained. */
    Throwable failedHere(Throwable thrown) {
        return failed(thrown, true);
    }

    /** The exception that completed the client's future, explained. */
    Throwable failedElsewhere(Throwable thrown) {
        return failed(thrown, false);
    }

    /** Decides by who failed: the caller's own side, the client's own end, or the server, which may have answered all the same. */
    @SuppressWarnings("ReferenceEquality") // Whether it was exchanged.
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

    /** The end of the body tells why there is no response. */
    private void failedAfter(End how) {
        switch (how.kind()) {
            case COMPLETE -> permit.returned(new Answer(request, Objects.requireNonNull(headers)));
            case BROKEN -> brokenOff(Objects.requireNonNull(how.thrown()));
            case SILENT -> permit.close();
            case CLOSED, OWN_SIDE -> saysNothing();
        }
    }

    /** The caller's own side ended it, but a status that is a failure counts. */
    private void saysNothing() {
        ResponseInfo info = headers;
        if (info != null && HttpClassifier.isFailure(info.statusCode())) {
            permit.returned(new Answer(request, info));
        } else {
            permit.ignore();
        }
    }

    /**
     * The caller waits no more for the response. Once the headers have come, only silence says something against the server: the
     * body may have broken off because the caller gave up.
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

    /** The caller completed the call by an exception: a timeout of its own is a failure, by anything else it gives the call up. */
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
