// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves calls in flight through a breaker: a permit that was not settled, a future that was not
 * completed. It checks the watched breakers after the test's own {@code @AfterEach} methods:
 *
 * <pre>{@code
 * @RegisterExtension
 * final NothingInFlight nothingInFlight = new NothingInFlight();
 *
 * final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("prices"));
 * }</pre>
 *
 * <p>It does not wait: a test must end the calls that it has begun on other threads. Thread-safe.
 * @since 0.1
 */
public final class NothingInFlight implements AfterEachCallback {
    private final List<Watched> watched = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    private interface Watched {
        /** The calls left in flight, one line per breaker; empty if there are none. */
        Stream<String> leftovers();
    }

    /** Creates an extension that watches nothing yet. */
    public NothingInFlight() {}

    /**
     * Watches a breaker.
     *
     * @param breaker the breaker
     * @return the same object
     */
    public CircuitBreaker watch(CircuitBreaker breaker) {
        Objects.requireNonNull(breaker, "breaker");
        watched.add(() -> leftovers(breaker.snapshot()));
        return breaker;
    }

    /**
     * Watches the breakers that a registry has when the test ends.
     *
     * @param registry the registry
     * @return the same object
     */
    public CircuitBreakerRegistry watch(CircuitBreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        watched.add(() -> registry.snapshots().values().stream().flatMap(NothingInFlight::leftovers));
        watched.add(() -> registry.keyedSnapshots().values().stream().flatMap(NothingInFlight::leftovers));
        return registry;
    }

    /**
     * Watches the breakers of all keys.
     *
     * @param keyed the breakers
     * @param <K> type of the keys
     * @return the same object
     */
    public <K> KeyedCircuitBreaker<K> watch(KeyedCircuitBreaker<K> keyed) {
        Objects.requireNonNull(keyed, "keyed");
        watched.add(() -> leftovers(keyed.snapshot()));
        return keyed;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> leftovers = watched.stream().flatMap(Watched::leftovers).toList();
        if (!leftovers.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " leaves calls in flight: a permit was not settled or a"
                    + " future not completed, so their breakers do not know what became of them\n  "
                    + String.join("\n  ", leftovers));
        }
    }

    private static Stream<String> leftovers(KeyedSnapshot<?> snapshot) {
        return line(snapshot.name(), snapshot.totals().inFlight(), "in all its keys");
    }

    private static Stream<String> leftovers(Snapshot snapshot) {
        return line(snapshot.name(), snapshot.inFlight(), Explanation.of(snapshot));
    }

    private static Stream<String> line(String name, long inFlight, String explanation) {
        return inFlight == 0 ? Stream.empty() : Stream.of(name + ": " + inFlight + " in flight; " + explanation);
    }
}
