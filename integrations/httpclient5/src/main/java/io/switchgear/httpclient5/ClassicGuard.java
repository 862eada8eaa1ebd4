// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.http.HttpBreakers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Guards the attempts of a classic client.
 *
 * @param breakers the breakers of the client
 */
record ClassicGuard(HttpBreakers breakers) implements ExecChainHandler {
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Attempt attempt = Attempt.begin(breakers, request, scope.route, scope.execRuntime::isExecutionAborted);
        ClassicHttpResponse response;
        try {
            response = chain.proceed(request, scope);
        } catch (Throwable thrown) {
            attempt.failed(thrown);
            throw thrown;
        }
        attempt.answered(response);
        HttpEntity body = response.getEntity();
        if (body == null || body.getContentLength() == 0) {
            attempt.exchange.complete();
        } else {
            response.setEntity(new WatchedEntity(body, attempt));
        }
        return response;
    }

    /** A body whose end settles the attempt. Used by one thread at a time, like any body of the client. */
    private static final class WatchedEntity extends HttpEntityWrapper {
        private final Attempt attempt;
        private @Nullable InputStream content;

        WatchedEntity(HttpEntity body, Attempt attempt) {
            super(body);
            this.attempt = attempt;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (content == null) {
                content = new WatchedStream(super.getContent(), attempt);
            }
            return content;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            AbstractHttpEntity.writeTo(this, out);
        }

        @Override
        public void close() throws IOException {
            attempt.exchange.closed();
            super.close();
        }
    }

    private static final class WatchedStream extends InputStream {
        private final InputStream body;
        private final Attempt attempt;

        WatchedStream(InputStream body, Attempt attempt) {
            this.body = body;
            this.attempt = attempt;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            attempt.exchange.waits();
            int count;
            try {
                count = body.read(buffer, offset, length);
            } catch (Throwable thrown) {
                attempt.failed(thrown);
                throw thrown;
            }
            if (count < 0) {
                attempt.exchange.complete();
            } else {
                attempt.exchange.waitsNoLonger();
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return body.available();
        }

        /** Settles first: closing may wait for the rest of the body. */
        @Override
        public void close() throws IOException {
            attempt.exchange.closed();
            body.close();
        }
    }
}
