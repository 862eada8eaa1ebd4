// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final CircuitBreakerConfig config = CircuitBreakerConfig.builder()
            .ticker(time.ticker())
            .logChanges(false)
            .build();

    private FleetBuilder builder() {
        return Fleet.of("shop", new InMemoryStore(time.ticker(), Runnable::run))
                .scheduler(time.scheduler())
                .ticker(time.ticker());
    }

    @Test
    void shouldJoinBreakersThatAreAddedLater() {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(config);
        registry.get("first");
        try (Fleet fleet = builder().join(registry)) {
            registry.get("second");
            registry.keyed("hosts", 10);
            assertThat(fleet.views()).extracting(FleetView::breaker).containsExactly("first", "second");

            CircuitBreaker removed = registry.remove("first").orElseThrow();
            assertThat(fleet.view("first")).isEmpty();
            assertThat(removed.config().probeGate()).isSameAs(config.probeGate());

            registry.get("first");
            assertThat(fleet.view("first")).isPresent();
        }
    }

    @Test
    void shouldKeepAUsersGateAndGiveItBack() {
        AtomicInteger asked = new AtomicInteger();
        ProbeGate users = (breaker, overdue) -> {
            asked.incrementAndGet();
            return Duration.ofSeconds(1);
        };
        CircuitBreaker breaker = CircuitBreaker.of(
                "payments", config.toBuilder().probesWhen(users).build());
        try (Fleet fleet = builder().join(breaker)) {
            assertThat(fleet.view("payments")).isPresent();
            breaker.open(Duration.ZERO, "a test");
            assertThat(breaker.tryAcquire()).isEmpty();
            assertThat(asked).hasValue(1);
        }
        assertThat(breaker.config().probeGate()).isSameAs(users);
    }

    @Test
    void shouldStayWhenTheBreakerIsReconfigured() {
        CircuitBreaker breaker = CircuitBreaker.of("payments", config);
        ProbeGate users = (name, overdue) -> Duration.ZERO;
        try (Fleet fleet = builder().join(breaker)) {
            breaker.reconfigure(config.toBuilder().probesWhen(users).build());
            time.runFor(A_MOMENT);
            assertThat(breaker.config().probeGate()).isNotSameAs(users);
            assertThat(fleet.view("payments")).isPresent();
        }
        assertThat(breaker.config().probeGate()).isSameAs(users);
    }

    @Test
    void shouldDoNothingAfterItWasClosed() {
        CircuitBreaker breaker = CircuitBreaker.of("payments", config);
        InMemoryStore store = new InMemoryStore(time.ticker(), Runnable::run);
        Fleet fleet = Fleet.of("shop", store)
                .scheduler(time.scheduler())
                .ticker(time.ticker())
                .join(breaker);
        time.runFor(A_MOMENT);
        fleet.close();
        store.move(
                new Scope("shop", "", "payments"),
                0,
                new Move(FleetState.OPEN, Duration.ofMinutes(1), 1, "x", "y", Long.MAX_VALUE));
        time.runFor(Duration.ofMinutes(1));
        assertThat(breaker.tryAcquire()).isPresent();
        assertThat(breaker.config().probeGate()).isSameAs(config.probeGate());
    }

    @Test
    void shouldEndItsThread() throws InterruptedException {
        Fleet fleet = Fleet.of("thread", new InMemoryStore()).join(CircuitBreaker.of("payments"));
        Thread own = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("switchgear-fleet-thread"))
                .findFirst()
                .orElseThrow();
        fleet.close();
        own.join(10_000);
        assertThat(own.isAlive()).isFalse();
    }
}
