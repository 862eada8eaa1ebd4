// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.RetryHint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;

/**
 * Classifies HTTP responses, for the breakers of a {@link CircuitBreakerHttpClient}:
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
    private static final HttpResponse<?> UNAVAILABLE = new Answer(
            HttpRequest.newBuilder(URI.create("http://host.invalid/")).build(), 503);

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
     * use rules of your own: {@code Classifier.failOnResult(HttpResponse.class, response -> response.statusCode() == 503)}.
     *
     * @return rules that can be extended
     */
    public static OutcomeRules defaults() {
        return Classifier.failOnResult(HttpResponse.class, HttpClassifier::isFailure)
                .describeResult(HttpResponse.class, HttpClassifier::describe)
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
    private static String describe(HttpResponse<?> response) {
        URI uri = response.uri();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return response.statusCode() + " from " + uri.getScheme() + "://" + uri.getHost() + port;
    }

    static void check(CircuitBreaker breaker) {
        check(breaker.name(), breaker.config());
    }

    /** Rejects a classifier that counts every response as a success: core's default, and those of other integrations. */
    static void check(String breakerName, CircuitBreakerConfig config) {
        Classifier classifier = config.classifier();
        if (Classifier.defaults().equals(classifier)) {
            throw refused(breakerName, "its classifier counts every response as a success, even one with status 503");
        }
        if (isOfAnotherIntegration(classifier)) {
            throw refused(
                    breakerName,
                    "its classifier, " + classifier.getClass().getName() + ", does not judge HTTP responses");
        }
    }

    private static IllegalArgumentException refused(String breakerName, String why) {
        return new IllegalArgumentException("Circuit breaker \"" + breakerName + "\": " + why
                + ". Configure it with HttpClassifier.configure(...), or define failures with classify(...)");
    }

    /**
     * Whether the classifier belongs to another integration. Functions of the user's own are not tested: they may be like
     * this on purpose.
     */
    private static boolean isOfAnotherIntegration(Classifier classifier) {
        String name = classifier.getClass().getName();
        return !(classifier instanceof OutcomeRules)
                && name.startsWith("io.switchgear.")
                && name.indexOf('$') < 0
                && classifier.classify(UNAVAILABLE, null) != Outcome.FAILURE;
    }

    /** Sets this classifier on breakers with core's default classifier. */
    static void configureIfDefault(KeyedCircuitBreaker<?> breakers) {
        CircuitBreakerConfig config = breakers.config();
        if (Classifier.defaults().equals(config.classifier())) {
            breakers.reconfigure(configure(config.toBuilder()).build());
        }
    }

    private static boolean isFailure(HttpResponse<?> response) {
        return isFailure(response.statusCode());
    }

    static boolean isFailure(int status) {
        return status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS;
    }
}
