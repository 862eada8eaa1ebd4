// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.DeadlinePassedException;
import io.switchgear.KeyedCircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Reactor's context reaches the source, and a call's context in it applies to the call. */
class ContextTest extends Rig {
    private Context within(Duration timeout) {
        return Context.of(CallContext.class, CallContext.within(timeout, ticker));
    }

    @Test
    void shouldPassReactorsContextToTheSource() {
        CircuitBreaker breaker = breaker();
        Mono<String> user = Mono.deferContextual(context -> Mono.just(context.get("user")));
        StepVerifier.create(user.transform(ReactorGuard.guard(breaker)).contextWrite(Context.of("user", "ada")))
                .expectNext("ada")
                .verifyComplete();
        for (Duration timeout : new Duration[] {LATE, EARLY}) {
            StepVerifier.create(user.flux()
                            .transform(ReactorGuard.guard(breaker, timeout))
                            .contextWrite(Context.of("user", "ada")))
                    .expectNext("ada")
                    .verifyComplete();
        }
    }

    @Test
    void shouldNotBeginACallWhoseContextIsOver() {
        CircuitBreaker breaker = breaker();
        Mono<Integer> guarded = counted(Mono.just(1)).transform(ReactorGuard.guard(breaker));
        StepVerifier.create(guarded.contextWrite(within(Duration.ZERO))).verifyError(DeadlinePassedException.class);
        CallContext cancelled = CallContext.cancellable();
        cancelled.cancel();
        StepVerifier.create(guarded.flux().contextWrite(Context.of(CallContext.class, cancelled)))
                .verifyError(CancellationException.class);
        assertThat(subscriptions).hasValue(0);
        assertThat(breaker).hasAdmitted(0).hasRejected(0);
        StepVerifier.create(guarded.contextWrite(within(LATE))).expectNext(1).verifyComplete();
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1);
    }

    @Test
    void shouldTakeACallThatFailsAfterItsContextWasCancelledForOneThatWasGivenUp() {
        CircuitBreaker breaker = breaker();
        CallContext context = CallContext.cancellable();
        Flux<Integer> source = Flux.defer(() -> {
            context.cancel();
            return Flux.error(failure);
        });
        StepVerifier.create(source.transform(ReactorGuard.guard(breaker))
                        .contextWrite(Context.of(CallContext.class, context)))
                .verifyError(IOException.class);
        assertThat(breaker).hasIgnored(1).hasFailures(0);
    }

    @Test
    void shouldReportAWrongContextAndBeginNothing() {
        CircuitBreaker breaker = breaker();
        StepVerifier.create(counted(Mono.just(1))
                        .transform(ReactorGuard.guard(breaker))
                        .contextWrite(Context.of(CallContext.class, "2 s")))
                .verifyError(ClassCastException.class);
        assertThat(subscriptions).hasValue(0);
        assertThat(breaker).hasAdmitted(0);
    }

    @Test
    void shouldGuardByAnyGuard() {
        KeyedCircuitBreaker<String> hosts = nothingInFlight.watch(KeyedCircuitBreaker.of(
                "hosts", 10, CircuitBreakerConfig.builder().ticker(ticker).build()));
        Mono<Integer> failing = Mono.error(failure);
        for (int i = 0; i < 5; i++) {
            StepVerifier.create(failing.transform(ReactorGuard.guard(hosts.at("a"))))
                    .verifyError(IOException.class);
        }
        assertThat(hosts.snapshot().totals().failures()).isEqualTo(5);
        CircuitBreaker breaker = breaker();
        StepVerifier.create(Mono.just(1).transform(ReactorGuard.guard(breaker.within(Duration.ZERO))))
                .verifyError(DeadlinePassedException.class);
    }
}
