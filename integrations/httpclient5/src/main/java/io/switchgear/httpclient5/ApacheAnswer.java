// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient5;

import io.switchgear.http.HttpAnswer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;

/**
 * A response of the client, as classifiers see it.
 *
 * @param response the response to one attempt
 * @param request the request of that attempt
 * @param origin the origin of the server
 */
record ApacheAnswer(HttpResponse response, HttpRequest request, String origin) implements HttpAnswer {
    @Override
    public int status() {
        return response.getCode();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    @Override
    public URI uri() {
        try {
            URI uri = request.getUri();
            return uri.isAbsolute() ? uri : URI.create(origin);
        } catch (URISyntaxException unusual) {
            return URI.create(origin);
        }
    }
}
