// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.RetryHint;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;

/**
 * Classifies HTTP responses, for the breakers of HTTP clients: every {@link HttpAnswer}, which is what integrations settle
 * their calls with, and the {@link HttpResponse} of the JDK's client.
 *
 * <pre>{@code
 * CircuitBreaker api = CircuitBreaker.of("api", HttpClassifier::configure);
 * }</pre>
 *
 * <p>Stateless.
 *
 * @since 0.1
 */
public final class HttpClassifier {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private HttpClassifier() {}

    /**
     * Adds {@link #defaults()} and {@link #retryAfter()}, and changes nothing else.
     *
     * @param config the builder of a breaker's configuration
     * @return the same builder
     */
    public static CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config.classify(defaults()).retryHint(retryAfter());
    }

    /**
     * Returns the default rules. A response is a failure if its status is 500 or above, or 429 (too many requests), else a
     * success, whatever the other 4xx may mean to the caller. An exception is a failure (timeouts too), except for those
     * that every breaker ignores and for {@link IllegalArgumentException}, which means that the request was never sent.
     *
     * <p>A failed response is described as {@code 503 from https://host}, without path and query.
     *
     * <p>The rules can be extended: {@code HttpClassifier.defaults().ignore(ConnectException.class)}. For other statuses
     * use rules of your own: {@code Classifier.failOnResult(HttpAnswer.class, answer -> answer.status() == 503)}, with
     * {@code HttpResponse} for the JDK's client.
     *
     * @return rules that can be extended
     */
    public static OutcomeRules defaults() {
        return Classifier.failOnResult(HttpAnswer.class, answer -> isFailure(answer.status()))
                .failOnResult(HttpResponse.class, response -> isFailure(response.statusCode()))
                .describeResult(HttpAnswer.class, answer -> describe(answer.status(), answer.uri()))
                .describeResult(HttpResponse.class, response -> describe(response.statusCode(), response.uri()))
                .ignore(IllegalArgumentException.class);
    }

    /**
     * Returns a function that reads the {@code Retry-After} header of a response, in seconds or as a date. A date is taken
     * relative to the response's own {@code Date}, so that differing clocks do not matter, or else to the system's clock. A
     * value in neither form, negative or in the past gives no hint.
     *
     * @return a hint for {@link CircuitBreakerConfigBuilder#retryHint}
     */
    public static RetryHint retryAfter() {
        return retryAfter(InstantSource.system());
    }

    /**
     * Returns the function of {@link #retryAfter()} with another clock.
     *
     * @param clock the clock for dates in responses that have no {@code Date}
     * @return a hint for {@link CircuitBreakerConfigBuilder#retryHint}
     */
    public static RetryHint retryAfter(InstantSource clock) {
        return new RetryAfter(clock);
    }

    /** The status and the origin, without path and query, which may hold content that must not be logged. */
    private static String describe(int status, URI uri) {
        return status + " from " + HttpOrigin.of(uri);
    }

    /**
     * Whether a response is a failure by the {@linkplain #defaults() default rules}.
     *
     * @param status the response's status
     * @return whether it is 500 or above, or 429
     */
    public static boolean isFailure(int status) {
        return status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS;
    }
}
