// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.recovery.HalfOpen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A name has one breaker, from whoever made it first until it is removed. Breakers are told apart by the configuration that
 * they were made with. {@code all()} walks over a map that goes on changing, so it is not one moment's view and not asked.
 */
@Param(name = "name", gen = IntGen.class, conf = "0:1")
@Param(name = "origin", gen = IntGen.class, conf = "1:3")
public class RegistrySchedulesTest extends SchedulesTest {
    private static final int BY_DEFAULT = 9;
    private static final List<String> NAMES = List.of("a", "b");
    private static final Map<Integer, CircuitBreakerConfig> ORIGINS =
            Map.of(1, madeFor(1), 2, madeFor(2), 3, madeFor(3), BY_DEFAULT, madeFor(BY_DEFAULT));

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(ORIGINS.get(BY_DEFAULT));

    private static CircuitBreakerConfig madeFor(int origin) {
        return BreakerRig.config(c -> c.halfOpen(HalfOpen.probes(origin)));
    }

    private static int originOf(CircuitBreaker breaker) {
        return breaker.config().halfOpen().probes();
    }

    @Override
    Class<?> specification() {
        return OneEach.class;
    }

    @Operation
    public int get(@Param(name = "name") int name) {
        return originOf(registry.get(NAMES.get(name)));
    }

    @Operation
    public boolean register(@Param(name = "name") int name, @Param(name = "origin") int origin) {
        try {
            return originOf(registry.register(NAMES.get(name), ORIGINS.get(origin))) == origin;
        } catch (IllegalStateException taken) {
            return false;
        }
    }

    @Operation
    public Optional<Integer> find(@Param(name = "name") int name) {
        return registry.find(NAMES.get(name)).map(RegistrySchedulesTest::originOf);
    }

    @Operation
    public Optional<Integer> remove(@Param(name = "name") int name) {
        return registry.remove(NAMES.get(name)).map(RegistrySchedulesTest::originOf);
    }

    /** A map. */
    public static class OneEach {
        private final Map<Integer, Integer> origins = new HashMap<>();

        public int get(int name) {
            return origins.computeIfAbsent(name, n -> BY_DEFAULT);
        }

        public boolean register(int name, int origin) {
            return origins.putIfAbsent(name, origin) == null;
        }

        public Optional<Integer> find(int name) {
            return Optional.ofNullable(origins.get(name));
        }

        public Optional<Integer> remove(int name) {
            return Optional.ofNullable(origins.remove(name));
        }
    }
}
