// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheme, host and port of addresses. */
class HttpOriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://api.example/path?query#fragment, http://api.example",
        "http://api.example:80/, http://api.example",
        "http://api.example:443/, http://api.example:443",
        "HTTPS://API.Example:8443/, https://api.example:8443",
        "https://user:secret@api.example/, https://api.example",
        "http://[::1]:8080/, http://[::1]:8080",
        "http://my_service:8080/path, http://my_service:8080",
        "http://user:secret@my_service/path, http://my_service"
    })
    void shouldBeOf(URI uri, String origin) {
        assertThat(HttpOrigin.of(uri)).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "http, api.example, 80, http://api.example",
        "HTTPS, API.Example, -1, https://api.example",
        "https, api.example, 8443, https://api.example:8443",
        "http, ::1, 8080, http://[::1]:8080",
        "http, [::1], 80, http://[::1]"
    })
    void shouldBeOfParts(String scheme, String host, int port, String origin) {
        assertThat(HttpOrigin.of(scheme, host, port)).isEqualTo(origin);
    }
}
