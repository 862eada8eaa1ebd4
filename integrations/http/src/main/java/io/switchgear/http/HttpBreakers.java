// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.OutcomeRules;
import java.net.URI;
import java.util.Optional;

/**
 * The breakers of HTTP clients, for integrations with a client: the breakers that all clients of a registry share, and the
 * check that a breaker can tell a failed response from another. Stateless.
 *
 * @since 0.1
 */
public final class HttpBreakers {
    private static final String NAME = "http";
    private static final int MAX_ORIGINS = 1_000;

    private HttpBreakers() {}

    /**
     * Returns the breakers of a registry for {@linkplain HttpOrigin origins}: the keyed breaker named {@code http}, with up
     * to 1,000 keys, which is created if the registry does not have it. It has the registry's configuration for that name,
     * with {@link HttpClassifier} in place of core's default classifier.
     *
     * @param registry the registry
     * @return its breakers for origins, the same for all its clients
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static KeyedCircuitBreaker<String> of(CircuitBreakerRegistry registry) {
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
