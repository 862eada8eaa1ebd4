// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import java.net.URI;
import java.util.Optional;

/**
 * A server's answer to a request, as much of it as a breaker judges: one form for the responses of all HTTP clients.
 * Integrations settle their calls with it, so that a rule for it serves them all:
 *
 * <pre>{@code
 * Classifier.failOnResult(HttpAnswer.class, answer -> answer.status() == 503)
 * }</pre>
 *
 * <p>The JDK's client has a type of its own, {@link java.net.http.HttpResponse}, with which its calls are settled.
 * Implementations are thread-safe as far as their client's response is.
 *
 * @since 0.1
 */
public interface HttpAnswer {
    /** {@return the status, such as 503} */
    int status();

    /**
     * Returns the value of a header.
     *
     * @param name the header's name, in any case
     * @return its first value; absent if the answer has no such header
     */
    Optional<String> header(String name);

    /** {@return the address that was asked} */
    URI uri();
}
