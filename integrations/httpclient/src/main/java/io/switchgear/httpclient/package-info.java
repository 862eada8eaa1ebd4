/**
 * A drop-in for the JDK's HTTP client that fails fast while a server is down.
 *
 * <pre>{@code
 * HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), registry);
 * HttpResponse<String> response = client.send(request, BodyHandlers.ofString()); // as before
 * }</pre>
 */
@NullMarked
package io.switchgear.httpclient;

import org.jspecify.annotations.NullMarked;
