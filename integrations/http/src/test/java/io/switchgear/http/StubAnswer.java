// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** An answer without an exchange. Immutable. */
record StubAnswer(int status, Map<String, String> headers) implements HttpAnswer {
    static StubAnswer of(int status) {
        return new StubAnswer(status, Map.of());
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public URI uri() {
        return URI.create("https://user:secret@Api.example:443/orders?key=secret");
    }
}
