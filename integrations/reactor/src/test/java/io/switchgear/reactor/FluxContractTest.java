// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The contract, kept by Fluxes. */
class FluxContractTest extends IntegrationContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Mono<Object> answer = MonoContractTest.mono(behind)
                .flux()
                .transform(ReactorGuard.guard(breaker))
                .single();
        return answer::toFuture;
    }

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        Flux<Integer> breaksOff = Flux.just(1, 2).concatWith(Mono.error(new IOException("broke off")));
        Mono<Void> all = breaksOff.transform(ReactorGuard.guard(breaker)).then();
        return Optional.of(all::toFuture);
    }
}
