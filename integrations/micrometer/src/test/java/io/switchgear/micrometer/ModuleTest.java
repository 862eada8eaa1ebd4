// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.switchgear.CircuitBreaker;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** As a module it has what it needs, and lets its users have what they need. */
class ModuleTest {
    private static final String NAME = "io.switchgear.micrometer";

    private static Path placeOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    @Test
    void shouldShowABreakerFromAModuleLayer() throws Exception {
        Path[] places = Stream.of(
                        CircuitBreakerMetrics.class,
                        CircuitBreaker.class,
                        MeterRegistry.class,
                        KeyValue.class,
                        Observation.class)
                .map(ModuleTest::placeOf)
                .toArray(Path[]::new);
        Configuration modules =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(places), ModuleFinder.of(), Set.of(NAME));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader())
                .findLoader(NAME);

        Class<?> breakers = loader.loadClass(CircuitBreaker.class.getName());
        Class<?> binders = loader.loadClass(CircuitBreakerMetrics.class.getName());
        Class<?> registries = loader.loadClass(MeterRegistry.class.getName());
        Object breaker = breakers.getMethod("of", String.class).invoke(null, "search");
        Object registry = loader.loadClass(SimpleMeterRegistry.class.getName())
                .getConstructor()
                .newInstance();
        Object binder = binders.getMethod("of", breakers).invoke(null, breaker);
        binders.getMethod("bindTo", registries).invoke(binder, registry);

        assertThat(binders.getModule().getName()).isEqualTo(NAME);
        assertThat((List<?>) registries.getMethod("getMeters").invoke(registry)).isNotEmpty();
    }
}
