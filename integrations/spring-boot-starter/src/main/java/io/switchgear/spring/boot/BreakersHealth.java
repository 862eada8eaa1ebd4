// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The health of an application as its breakers see it. An open breaker is no fault of the application, which works without
 * the dependency for a while; so only breakers that are named as critical take it out of service. Thread-safe.
 */
final class BreakersHealth {
    private final CircuitBreakerRegistry registry;
    private final Supplier<Set<String>> critical;

    BreakersHealth(CircuitBreakerRegistry registry, Supplier<Set<String>> critical) {
        this.registry = registry;
        this.critical = critical;
    }

    /** The status and the reason of each breaker, by name. */
    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        registry.health().forEach((name, each) -> details.put(name, each.status() + ": " + each.reason()));
        return details;
    }

    boolean isOutOfService() {
        Set<String> now = critical.get();
        return registry.health().entrySet().stream()
                .anyMatch(each -> each.getValue().status() == Health.Status.DOWN && now.contains(each.getKey()));
    }
}
