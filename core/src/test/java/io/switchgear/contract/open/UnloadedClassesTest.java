// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that is taken off its server leaves nothing of its breakers there: no thread, no class, no static state. */
@Tag("C22")
@Tag("C50")
class UnloadedClassesTest {
    private static final Path BUILT = Path.of(System.getProperty("basedir", "."), "target");

    @Test
    void shouldBeForgottenWithItsClassLoader() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        WeakReference<ClassLoader> loader = usedAndDropped();
        await().until(() -> {
            System.gc();
            return loader.refersTo(null);
        });
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(thread -> thread.getName().startsWith("awaitility"));
        assertThat(left).as("threads that are left").isEmpty();
    }

    /** In a method of its own, so that no local variable holds anything. */
    private static WeakReference<ClassLoader> usedAndDropped() throws Exception {
        URL[] classes = {
            BUILT.resolve("classes").toUri().toURL(),
            BUILT.resolve("test-classes").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(classes, null)) {
            Class<?> application = loader.loadClass(Application.class.getName());
            assertThat(application).as("loaded anew").isNotSameAs(Application.class);
            ((Runnable) application.getDeclaredConstructor().newInstance()).run();
            return new WeakReference<>(loader);
        }
    }

    /** Uses what there is, by classes of its own class loader. */
    public static final class Application implements Runnable {
        /** Held by a class, as applications do. */
        private static final CircuitBreakerRegistry REGISTRY = CircuitBreakerRegistry.ofDefaults();

        @Override
        public void run() {
            ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(2);
            try {
                use(pool);
                pool.shutdown();
                if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the pool does not end");
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            } finally {
                pool.shutdownNow();
            }
        }

        private static void use(ScheduledThreadPoolExecutor pool) throws Exception {
            ManualTicker ticker = new ManualTicker();
            CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                    .ticker(ticker)
                    .slowCallsOver(Duration.ofSeconds(1))
                    .openFor(Backoff.exponential(Duration.ofMillis(2)))
                    .ramp(Ramp.over(Duration.ofMillis(1)))
                    .scheduler(pool)
                    .build();
            CircuitBreaker breaker = REGISTRY.register("payments", config);
            breaker.onStateChange(change -> {});
            breaker.onEvent(event -> {}, pool);
            breaker.observeCalls(new Observer());
            for (WayIn way : WayIn.values()) {
                CompletableFuture<String> later = CompletableFuture.supplyAsync(() -> "later", pool);
                way.through(breaker, () -> later); // makes it log a warning
                for (int failure = 0; failure < 20 && breaker.state() == State.CLOSED; failure++) {
                    breaker.tryAcquire().ifPresent(Permit::failure);
                }
                ticker.advance(Duration.ofMinutes(2));
                breaker.tryAcquire().ifPresent(Permit::success);
                breaker.reset("anew");
            }
            breaker.callAsync(() -> CompletableFuture.supplyAsync(() -> "later", pool))
                    .get();
            breaker.callAsync(CompletableFuture::new).cancel(true);
            KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("hosts", 2, config);
            for (String key : new String[] {"a", "b", "c"}) {
                keyed.at(key).run(() -> {});
            }
            breaker.metricsOnly("to look on");
            breaker.acquire(); // and never comes back
            breaker.snapshot().toMap();
            breaker.health();
        }
    }

    private static final class Observer implements CallObserver {
        @Override
        public void settled(Outcome outcome, Duration took) {}

        @Override
        public void rejected(RejectionReason reason) {}
    }
}
