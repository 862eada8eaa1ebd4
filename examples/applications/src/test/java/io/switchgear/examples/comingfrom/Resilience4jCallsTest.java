// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.Registration;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The calls of docs/coming-from/resilience4j.md. */
class Resilience4jCallsTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("payments");
    private final List<Object> log = new ArrayList<>();

    @Test
    void shouldDoWhatTheDecoratorsDo() throws Exception {
        // region calls
        String page = breaker.call(() -> get("index")); // executeSupplier, executeCheckedSupplier, executeCallable
        breaker.run(() -> get("index")); // executeRunnable, executeCheckedRunnable
        Supplier<String> decorated = breaker.decorateSupplier(() -> "index"); // decorateSupplier
        CompletableFuture<String> later = breaker.callAsync(() -> getAsync("index")); // executeCompletionStage
        String orElse = breaker.call(() -> get("index"), rejection -> "none"); // recover from CallNotPermittedException
        String recovered = breaker.call(
                () -> get(""), Fallbacks.on(IOException.class, thrown -> "none")); // recover from one type of exception
        String anyway = breaker.attempt(() -> get("")).orElseGet(() -> "none"); // recover from any exception

        Permit permit = breaker.acquire(); // acquirePermission; tryAcquire() for tryAcquirePermission
        String elsewhere = permit.call(() -> get("index")); // onResult, onSuccess, onError
        boolean again = permit.threw(new IOException("late")); // false: it is settled already
        breaker.acquire().ignore(); // releasePermission
        breaker.acquire().returned("index", Duration.ofMillis(20)); // onResult(20, MILLISECONDS, "index")
        breaker.recordFailure(new IOException("broke off")); // onError without a permission
        // endregion

        assertThat(List.of(page, decorated.get(), later.join(), orElse, elsewhere))
                .containsOnly("index");
        assertThat(List.of(recovered, anyway)).containsOnly("none");
        assertThat(again).isFalse();
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldBeMovedByHand() {
        breaker.onStateChange(change -> log.add(change.to()));
        // region by-hand
        breaker.reset("the service is back"); // reset(), transitionToClosedState()
        breaker.forceOpen("maintenance"); // transitionToForcedOpenState()
        breaker.disable("load test"); // transitionToDisabledState()
        breaker.metricsOnly("trying the settings"); // transitionToMetricsOnlyState()
        breaker.release("maintenance is over"); // back to CLOSED from the last three
        breaker.open(Duration.ofMinutes(5), "deployment"); // transitionToOpenStateFor, ...Until
        breaker.open(Duration.ZERO, "deployed"); // transitionToHalfOpenState: the next call is a probe
        breaker.recover("another instance sees it up"); // none: closes from open or half-open, by the ramp
        // endregion

        assertThat(log)
                .containsExactly(
                        State.CLOSED,
                        State.FORCED_OPEN,
                        State.DISABLED,
                        State.METRICS_ONLY,
                        State.CLOSED,
                        State.OPEN,
                        State.OPEN,
                        State.CLOSED);
    }

    @Test
    void shouldBeWatched() {
        Executor pool = Runnable::run;
        // region watching
        Registration states = breaker.onStateChange(change -> log.add(change)); // onStateTransition, onReset
        breaker.onEvent(event -> log.add(event), pool); // and reconfigurations, on a thread of your own
        breaker.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                log.add(outcome); // onSuccess, onError, onIgnoredError
            }

            @Override
            public void rejected(RejectionReason reason) {
                log.add(reason); // onCallNotPermitted
            }
        });
        states.close();

        Snapshot now = breaker.snapshot(); // getMetrics()
        long buffered = now.metrics().calls(); // getNumberOfBufferedCalls
        double rate = 100 * now.metrics().failureRate().orElse(0); // getFailureRate, which is -1 where ours is absent
        long slowFailures = now.metrics().slowFailures(); // getNumberOfSlowFailedCalls
        long notPermitted = now.totals().rejected().get(RejectionReason.OPEN); // getNumberOfNotPermittedCalls
        // endregion

        breaker.run(() -> {});
        breaker.forceOpen("maintenance");
        assertThat(breaker.tryAcquire()).isEmpty();
        assertThat(log).hasSize(3).startsWith(Outcome.SUCCESS).endsWith(RejectionReason.FORCED_OPEN);
        assertThat(List.of(buffered, slowFailures, notPermitted)).containsOnly(0L);
        assertThat(rate).isZero();
    }

    @Test
    void shouldBeRegistered() {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder().build();
        Executor pool = Runnable::run;
        // region registry
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(config); // or a function from name to configuration
        CircuitBreaker payments = registry.get("payments"); // circuitBreaker("payments")
        CircuitBreaker search = registry.register("search", config); // circuitBreaker("search", config)
        registry.onEvent(event -> log.add(event), pool); // RegistryEventConsumer that subscribes to each breaker
        search.reconfigure(config.toBuilder().maxHint(Duration.ofMinutes(1)).build()); // none: made anew there
        registry.onMembershipChange(name -> log.add(name)); // onEntryAdded, onEntryRemoved
        registry.remove("search"); // remove("search")
        KeyedCircuitBreaker<String> hosts = registry.keyed("hosts", 1_000); // none: a breaker for each host
        // endregion

        payments.forceOpen("maintenance");
        assertThat(hosts.maxKeys()).isEqualTo(1_000);
        assertThat(log).hasSize(4).contains("search", "hosts");
        assertThat(registry.find("search")).isEmpty();
        assertThat(registry.all()).containsExactly(payments);
    }

    private static String get(String page) throws IOException {
        if (page.isEmpty()) {
            throw new IOException("no page");
        }
        return page;
    }

    private static CompletableFuture<String> getAsync(String page) {
        return CompletableFuture.completedFuture(page);
    }
}
