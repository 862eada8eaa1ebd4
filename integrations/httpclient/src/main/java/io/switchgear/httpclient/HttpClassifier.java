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
 * What HTTP responses mean to a breaker. To be given to the breakers of a {@link CircuitBreakerHttpClient}:
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
     * @param config the settings of a breaker
     * @return the same
     */
    public static CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config.classify(defaults()).retryHint(retryAfter());
    }

    /**
     * The rules: a response is a failure if its status is 500 or above, or 429 (too many requests), else a success, whatever
     * the other 4xx may mean to the caller. An exception is a failure (timeouts too), but for what every breaker ignores and
     * for {@link IllegalArgumentException}, which says that the request was never sent.
     *
     * <p>A failed response is told as {@code 503 from https://host}, without path and query.
     *
     * <p>Rules can be added: {@code HttpClassifier.defaults().ignore(ConnectException.class)}. Other statuses need rules of their own: {@code
     * Classifier.failOnResult(HttpResponse.class, response -> response.statusCode() == 503)}.
     *
     * @return rules to which more can be added
     */
    public static OutcomeRules defaults() {
        return Classifier.failOnResult(HttpResponse.class, HttpClassifier::isFailure)
                .describeResult(HttpResponse.class, HttpClassifier::describe)
                .ignore(IllegalArgumentException.class);
    }

    /**
     * Finds how long a response asks to be left alone: its {@code Retry-After}, in seconds or as a date. A date is taken
     * relative to the response's own {@code Date}, so that it does not matter when clocks differ, or else to the system's
     * clock. What is neither, negative or past is no hint.
     *
     * @return a hint for {@link CircuitBreakerConfigBuilder#retryHint}
     */
    public static RetryHint retryAfter() {
        return retryAfter(InstantSource.system());
    }

    /**
     * As {@link #retryAfter()}, by another clock.
     *
     * @param clock what to take a date relative to if the response has no {@code Date}
     * @return a hint for {@link CircuitBreakerConfigBuilder#retryHint}
     */
    public static RetryHint retryAfter(InstantSource clock) {
        return new RetryAfter(clock);
    }

    /** Where it came from, without path and query, which may hold what must not be logged. */
    private static String describe(HttpResponse<?> response) {
        URI uri = response.uri();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return response.statusCode() + " from " + uri.getScheme() + "://" + uri.getHost() + port;
    }

    static void check(CircuitBreaker breaker) {
        check(breaker.name(), breaker.config());
    }

    /** Refuses a classifier that takes every response for a success: core's default, and those of other integrations. */
    static void check(String breakerName, CircuitBreakerConfig config) {
        Classifier classifier = config.classifier();
        if (Classifier.defaults().equals(classifier)) {
            throw refused(breakerName, "its classifier takes every response for a success, one with status 503 too");
        }
        if (isOfAnotherIntegration(classifier)) {
            throw refused(
                    breakerName, "its classifier, " + classifier.getClass().getName() + ", judges no HTTP responses");
        }
    }

    private static IllegalArgumentException refused(String breakerName, String why) {
        return new IllegalArgumentException("Circuit breaker \"" + breakerName + "\": " + why
                + ". Configure it with HttpClassifier.configure(...), or say with classify(...) what is a failure");
    }

    /** Functions of the user's own are not asked: they may do so on purpose. */
    private static boolean isOfAnotherIntegration(Classifier classifier) {
        String name = classifier.getClass().getName();
        return !(classifier instanceof OutcomeRules)
                && name.startsWith("io.switchgear.")
                && name.indexOf('$') < 0
                && classifier.classify(UNAVAILABLE, null) != Outcome.FAILURE;
    }

    /** Gives breakers with core's default classifier this one. */
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
