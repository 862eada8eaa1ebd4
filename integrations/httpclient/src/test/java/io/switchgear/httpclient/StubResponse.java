// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response without an exchange. Immutable. */
record StubResponse(int statusCode, HttpHeaders headers, Object body) implements HttpResponse<Object> {
    static StubResponse of(int status) {
        return new StubResponse(status, HttpHeaders.of(Map.of(), (name, value) -> true), "a body");
    }

    StubResponse with(String name, String value) {
        Map<String, List<String>> more = new HashMap<>(headers.map());
        more.put(name, List.of(value));
        return new StubResponse(statusCode, HttpHeaders.of(more, (each, any) -> true), body);
    }

    @Override
    public HttpRequest request() {
        return HttpRequest.newBuilder(uri()).build();
    }

    @Override
    public Optional<HttpResponse<Object>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return URI.create("http://stub.example/");
    }

    @Override
    public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
    }
}
