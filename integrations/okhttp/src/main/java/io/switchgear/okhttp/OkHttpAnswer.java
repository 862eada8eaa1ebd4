// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import io.switchgear.http.HttpAnswer;
import java.net.URI;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A response of OkHttp, as classifiers see it. Immutable.
 *
 * @param response the response, after redirects
 * @param request the request as the application made it
 */
record OkHttpAnswer(Response response, Request request) implements HttpAnswer {
    @Override
    public int status() {
        return response.code();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    @Override
    public URI uri() {
        return request.url().uri();
    }
}
