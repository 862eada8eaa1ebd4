// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.window.Window;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The program of the JVM in which memory is measured: prints a line {@code name=bytes} for each footprint. */
public final class MemoryProcess {
    private static final int KEYS = 100_000;
    private static final int FIRST_CHANGES = 20_000;

    private MemoryProcess() {}

    /** The argument is the number of state changes. */
    public static void main(String... arguments) throws Exception {
        long changes = Long.parseLong(arguments[0]);
        Supplier<Object> byDefault = () -> CircuitBreaker.of("idle");
        Supplier<Object> counting = () -> CircuitBreaker.of("idle", c -> c.window(Window.lastCalls(100)));
        long idle = HeapSize.ofOneMore(byDefault);
        print(Footprint.SWITCHGEAR_IDLE, idle);
        print(Footprint.SWITCHGEAR_BUSY, Crowd.sizeAfterUse((CircuitBreaker) byDefault.get(), idle));
        print(
                Footprint.SWITCHGEAR_COUNT_BUSY,
                Crowd.sizeAfterUse((CircuitBreaker) counting.get(), HeapSize.ofOneMore(counting)));
        print(Footprint.R4J_IDLE, HeapSize.ofOneMore(MemoryProcess::resilience4j));
        print(Footprint.R4J_BUSY, HeapSize.ofOneMore(MemoryProcess::usedResilience4j));
        changeStates(changes);
        KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of(
                "keyed", KEYS, CircuitBreakerConfig.builder().build());
        print(Footprint.SWITCHGEAR_KEYED, grownBy(key -> keyed.at(key).call(() -> "up"), keyed));
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        print(Footprint.R4J_KEYED, grownBy(key -> registry.circuitBreaker(key).executeSupplier(() -> "up"), registry));
    }

    private static void changeStates(long changes) {
        StateChanges driver = new StateChanges();
        driver.run(Math.min(FIRST_CHANGES, changes));
        long used = HeapSize.used();
        long size = HeapSize.of(driver.breaker());
        driver.run(changes);
        print(Footprint.SWITCHGEAR_CHANGED, Math.max(0, HeapSize.of(driver.breaker()) - size));
        print(Footprint.SWITCHGEAR_LEFT_BEHIND, Math.max(0, HeapSize.used() - used));
    }

    private static long grownBy(Consumer<String> use, Object keptUntilMeasured) {
        long before = HeapSize.used();
        try {
            for (int i = 0; i < KEYS; i++) {
                use.accept("host-" + i);
            }
            return HeapSize.used() - before;
        } finally {
            Reference.reachabilityFence(keptUntilMeasured);
        }
    }

    private static io.github.resilience4j.circuitbreaker.CircuitBreaker resilience4j() {
        return io.github.resilience4j.circuitbreaker.CircuitBreaker.ofDefaults("idle");
    }

    private static Object usedResilience4j() {
        var breaker = resilience4j();
        for (int i = 0; i < 1_000; i++) {
            breaker.executeSupplier(() -> "up");
        }
        return breaker;
    }

    private static void print(Footprint footprint, long bytes) {
        System.out.println(footprint + "=" + bytes);
    }
}
