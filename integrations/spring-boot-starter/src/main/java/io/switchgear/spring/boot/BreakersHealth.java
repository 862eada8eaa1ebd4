// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The health of an application as its breakers see it. An open breaker is no fault of the application, which works without
 * the dependency for a while; so only breakers that are named as critical take it out of service. Thread-safe.
 */
final class BreakersHealth {
    private final CircuitBreakerRegistry registry;
    private final Set<String> critical;

    BreakersHealth(CircuitBreakerRegistry registry, Set<String> critical) {
        this.registry = registry;
        this.critical = Set.copyOf(critical);
    }

    /** The reason by name, of the breakers that are not up; a line for each other one. */
    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        registry.health().forEach((name, each) -> details.put(name, each.status() + ": " + each.reason()));
        return details;
    }

    boolean isOutOfService() {
        return registry.health().entrySet().stream()
                .anyMatch(each -> each.getValue().status() == Health.Status.DOWN && critical.contains(each.getKey()));
    }
}
