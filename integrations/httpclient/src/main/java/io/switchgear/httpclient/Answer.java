// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A response of the server that the caller does not receive, for the classifier: its body was of no use to the caller, or
 * the client turned it into an exception. It has no body. Immutable.
 */
record Answer(HttpRequest request, int statusCode, HttpHeaders headers, HttpClient.Version version)
        implements HttpResponse<@Nullable Void> {

    Answer(HttpRequest request, ResponseInfo info) {
        this(request, info.statusCode(), info.headers(), info.version());
    }

    /** An answer of which only the status is known. */
    Answer(HttpRequest request, int statusCode) {
        this(request, statusCode, HttpHeaders.of(Map.of(), (name, value) -> true), HttpClient.Version.HTTP_1_1);
    }

    @Override
    public Optional<HttpResponse<@Nullable Void>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public @Nullable Void body() {
        return null;
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return request.uri();
    }
}
