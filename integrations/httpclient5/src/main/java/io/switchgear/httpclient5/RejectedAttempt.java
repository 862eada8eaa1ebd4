// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.http.HttpCallNotPermittedException;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * A rejection on its way through the client's chain of handlers. The client retries exceptions of I/O only; its
 * user gets the exception inside.
 */
final class RejectedAttempt extends HttpException {
    private static final long serialVersionUID = 1;

    private final HttpCallNotPermittedException rejection;

    RejectedAttempt(HttpCallNotPermittedException rejection) {
        super(rejection.getMessage(), rejection);
        this.rejection = rejection;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** The first handler of a classic client. */
    static ClassicHttpResponse unwrap(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (RejectedAttempt rejected) {
            throw rejected.rejection;
        }
    }

    /** The first handler of an asynchronous client. */
    static void unwrap(
            HttpRequest request,
            @Nullable AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws IOException, HttpException {
        chain.proceed(request, entity, scope, new Unwrapping(callback));
    }

    private record Unwrapping(AsyncExecCallback callback) implements AsyncExecCallback {
        @Override
        public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails entity)
                throws HttpException, IOException {
            return callback.handleResponse(response, entity);
        }

        @Override
        public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
            callback.handleInformationResponse(response);
        }

        @Override
        public void completed() {
            callback.completed();
        }

        @Override
        public void failed(Exception cause) {
            callback.failed(cause instanceof RejectedAttempt rejected ? rejected.rejection : cause);
        }
    }
}
