// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** A body whose end settles the call. Used by one thread at a time, like any body of OkHttp. */
final class WatchedBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    WatchedBody(ResponseBody body, OkHttpCall call) {
        this.body = body;
        this.source = Okio.buffer(new WatchedSource(body.source(), call));
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    private static final class WatchedSource extends ForwardingSource {
        private final OkHttpCall call;

        WatchedSource(Source body, OkHttpCall call) {
            super(body);
            this.call = call;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            call.exchange.waits();
            long count;
            try {
                count = super.read(sink, byteCount);
            } catch (Throwable thrown) {
                call.brokeOff(thrown);
                throw thrown;
            }
            if (count < 0) {
                call.exchange.complete();
            } else {
                call.exchange.waitsNoLonger();
            }
            return count;
        }

        /** Settles first: closing may wait for the rest of the body. */
        @Override
        public void close() throws IOException {
            call.exchange.closed();
            super.close();
        }
    }
}
