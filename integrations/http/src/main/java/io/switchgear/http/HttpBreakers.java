// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.OutcomeRules;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The breakers of one HTTP client, for integrations with HTTP clients: one breaker for all requests, or one for each origin,
 * as a rule those that all clients of a registry share. Thread-safe.
 *
 * @since 0.1
 */
public final class HttpBreakers {
    private static final String NAME = "http";
    private static final int MAX_ORIGINS = 1_000;

    private final Function<Supplier<String>, Guard> guards;
    private final Supplier<CircuitBreakerConfig> config;

    private HttpBreakers(Function<Supplier<String>, Guard> guards, Supplier<CircuitBreakerConfig> config) {
        this.guards = guards;
        this.config = config;
    }

    /**
     * Guards each origin with a breaker of its own: those that all HTTP clients of a registry share, see {@link #origins}.
     *
     * @param registry the registry
     * @return the breakers of a client
     * @throws IllegalStateException if the registry has another kind of breaker named {@code http}
     */
    public static HttpBreakers of(CircuitBreakerRegistry registry) {
        return of(origins(registry));
    }

    /**
     * Guards each origin with a breaker of its own.
     *
     * @param origins the breakers, by {@link HttpOrigin}
     * @return the breakers of a client
     * @throws IllegalArgumentException if their classifier judges no HTTP responses, see {@link #check}
     */
    public static HttpBreakers of(KeyedCircuitBreaker<String> origins) {
        check(origins.name(), origins.config());
        return new HttpBreakers(origin -> origins.at(origin.get()), origins::config);
    }

    /**
     * Guards all requests with one breaker.
     *
     * @param breaker the breaker
     * @return the breakers of a client
     * @throws IllegalArgumentException if its classifier judges no HTTP responses, see {@link #check}
     */
    public static HttpBreakers of(CircuitBreaker breaker) {
        check(breaker.name(), breaker.config());
        return new HttpBreakers(origin -> breaker, breaker::config);
    }

    /**
     * Admits a request.
     *
     * @param origin the origin of the request, such as {@code () -> HttpOrigin.of(uri)}; asked if there is a breaker for
     *     each
     * @return the call of the breaker
     * @throws HttpCallNotPermittedException if the breaker rejects the request
     */
    public GuardedExchange begin(Supplier<String> origin) throws HttpCallNotPermittedException {
        return begin(origin, UnaryOperator.identity());
    }

    /**
     * Admits a request within a context.
     *
     * @param origin the origin of the request; asked if there is a breaker for each
     * @param context the function that puts the guard into the request's context, such as
     *     {@code guard -> guard.within(context)}
     * @return the call of the breaker
     * @throws HttpCallNotPermittedException if the breaker rejects the request
     */
    public GuardedExchange begin(Supplier<String> origin, UnaryOperator<Guard> context)
            throws HttpCallNotPermittedException {
        try {
            return new GuardedExchange(context.apply(guards.apply(origin)).acquire(), config.get());
        } catch (CallNotPermittedException rejection) {
            throw new HttpCallNotPermittedException(rejection);
        }
    }

    /**
     * Returns the breakers of a registry for {@linkplain HttpOrigin origins}: the keyed breaker named {@code http}, with up
     * to 1,000 keys, which is created if the registry does not have it. It has the registry's configuration for that name,
     * with {@link HttpClassifier} in place of core's default classifier.
     *
     * @param registry the registry
     * @return its breakers for origins, the same for all its clients
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static KeyedCircuitBreaker<String> origins(CircuitBreakerRegistry registry) {
        KeyedCircuitBreaker<String> origins = registry.keyed(NAME, MAX_ORIGINS);
        CircuitBreakerConfig config = origins.config();
        if (Classifier.defaults().equals(config.classifier())) {
            origins.reconfigure(HttpClassifier.configure(config.toBuilder()).build());
        }
        return origins;
    }

    /**
     * Refuses a breaker whose classifier counts every response as a success: core's default, and those of other
     * integrations. A function of the user's own is not tested: it may be like this on purpose.
     *
     * @param breaker the name of the breaker
     * @param config its configuration
     * @throws IllegalArgumentException if its classifier judges no HTTP response; the message tells what to do
     */
    public static void check(String breaker, CircuitBreakerConfig config) {
        Classifier classifier = config.classifier();
        if (Classifier.defaults().equals(classifier)) {
            throw refused(breaker, "its classifier counts every response as a success, even one with status 503");
        }
        if (isOfAnotherIntegration(classifier)) {
            throw refused(
                    breaker, "its classifier, " + classifier.getClass().getName() + ", does not judge HTTP responses");
        }
    }

    private static IllegalArgumentException refused(String breaker, String why) {
        return new IllegalArgumentException("Circuit breaker \"" + breaker + "\": " + why
                + ". Configure it with HttpClassifier.configure(...), or define failures with classify(...)");
    }

    private static boolean isOfAnotherIntegration(Classifier classifier) {
        String name = classifier.getClass().getName();
        return !(classifier instanceof OutcomeRules)
                && name.startsWith("io.switchgear.")
                && name.indexOf('$') < 0
                && classifier.classify(new Unavailable(), null) != Outcome.FAILURE;
    }

    /** The answer that every classifier of HTTP responses counts as a failure. */
    private record Unavailable() implements HttpAnswer {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return URI.create("http://host.invalid/");
        }
    }
}
