// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.config.SettingsText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The endpoint {@code /actuator/switchgear}: all breakers, one breaker with its figures and settings, and changes by hand. It
 * only reads unless {@code management.endpoint.switchgear.access} is {@code unrestricted}, and creates no breaker. Thread-safe.
 *
 * @since 0.1
 */
@WebEndpoint(id = "switchgear", defaultAccess = Access.READ_ONLY)
public final class SwitchgearEndpoint {
    private static final int NOT_FOUND = WebEndpointResponse.STATUS_NOT_FOUND;

    private final CircuitBreakerRegistry registry;

    SwitchgearEndpoint(CircuitBreakerRegistry registry) {
        this.registry = registry;
    }

    /**
     * Returns the state and the health of all breakers.
     *
     * @return the overall health, and by name the breakers and the keyed breakers; only maps, texts and numbers
     */
    @ReadOperation
    public Map<String, Object> all() {
        Map<String, Object> breakers = new TreeMap<>();
        registry.all()
                .forEach(each -> breakers.put(each.name(), row(each.state().name(), each.health())));
        Map<String, Object> keyed = new TreeMap<>();
        registry.keyedSnapshots().forEach((name, each) -> keyed.put(name, row(each, each.health())));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("health", health(registry.overallHealth()));
        all.put("breakers", breakers);
        all.put("keyed", keyed);
        return all;
    }

    /**
     * Returns one breaker.
     *
     * @param name the name of a breaker, plain or keyed
     * @return its health, its settings as text and the figures of its snapshot; status 404 for an unknown name
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> one(@Selector String name) {
        Map<String, Object> found = view(name);
        return found == null ? unknown(name) : new WebEndpointResponse<>(found);
    }

    /**
     * Changes a breaker by hand, or all keys of a keyed one.
     *
     * @param security the caller; the name is appended to the reason
     * @param name the name of a breaker, plain or keyed
     * @param action {@code force_open}, {@code disable}, {@code metrics_only}, {@code open}, {@code release} or {@code
     *     reset}, in lower or upper case
     * @param reason the reason, for rejections, events and the log; not blank
     * @param openFor for {@code open}, the time until the first probe
     * @return the breaker after the change; status 404 for an unknown name, 400 for an unknown action or a missing value
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> change(
            SecurityContext security,
            @Selector String name,
            String action,
            String reason,
            @org.springframework.lang.Nullable Duration openFor) {
        Optional<CircuitBreaker> plain = registry.find(name);
        Optional<KeyedCircuitBreaker<?>> keyed = registry.findKeyed(name);
        if (plain.isEmpty() && keyed.isEmpty()) {
            return unknown(name);
        }
        String because = security.getPrincipal() == null
                ? reason
                : reason + " (by " + security.getPrincipal().getName() + ")";
        try {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("reason must not be blank: say why");
            }
            HandMove move = HandMove.of(action, openFor);
            plain.ifPresent(breaker -> move.make(breaker, because));
            keyed.ifPresent(breaker -> move.make(breaker, because));
        } catch (IllegalArgumentException refused) {
            return new WebEndpointResponse<>(
                    Map.of("error", String.valueOf(refused.getMessage())), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
        return one(name);
    }

    private @Nullable Map<String, Object> view(String name) {
        Map<String, Object> view = new LinkedHashMap<>();
        registry.find(name).ifPresent(breaker -> {
            view.put("name", name);
            view.put("state", breaker.state().name());
            view.put("health", health(breaker.health()));
            view.put("settings", SettingsText.of(breaker.config()));
            view.put("snapshot", breaker.snapshot().toMap());
        });
        registry.findKeyed(name).ifPresent(keyed -> {
            KeyedSnapshot<?> snapshot = keyed.snapshot();
            view.put("name", name);
            view.put("states", states(snapshot));
            view.put("health", health(snapshot.health()));
            view.put("settings", SettingsText.of(keyed.config()));
            view.put("keys", snapshot.keys());
            view.put("maxKeys", snapshot.maxKeys());
            Map<String, Object> notClosed = new TreeMap<>();
            snapshot.notClosed().forEach((key, each) -> notClosed.put(each.name(), each.toMap()));
            view.put("notClosed", notClosed);
            view.put("overflow", snapshot.overflow().toMap());
        });
        return view.isEmpty() ? null : view;
    }

    private static Map<String, Object> row(Object state, Health health) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("state", state instanceof KeyedSnapshot<?> keyed ? states(keyed) : state);
        row.put("health", health.status().name());
        row.put("reason", health.reason());
        return row;
    }

    private static Map<String, Integer> states(KeyedSnapshot<?> keyed) {
        Map<String, Integer> states = new TreeMap<>();
        keyed.byState().forEach((state, number) -> states.put(state.name(), number));
        return states;
    }

    private static Map<String, String> health(Health health) {
        return Map.of("status", health.status().name(), "reason", health.reason());
    }

    private static WebEndpointResponse<Map<String, Object>> unknown(String name) {
        return new WebEndpointResponse<>(
                Map.of("error", "there is no circuit breaker " + name + "; GET lists all"), NOT_FOUND);
    }
}
