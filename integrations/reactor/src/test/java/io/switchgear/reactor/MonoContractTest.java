// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The contract, kept by Monos. */
class MonoContractTest extends IntegrationContract {
    /** The operation as a Mono; cancelling that cancels the operation. */
    static Mono<Object> mono(ScriptedOperation<Object> behind) {
        return Mono.create(sink -> {
            CompletableFuture<Object> call = behind.start();
            sink.onCancel(() -> call.cancel(true));
            call.whenComplete((result, thrown) -> {
                if (thrown == null) {
                    sink.success(result);
                } else if (!call.isCancelled() || thrown.getMessage() != null) {
                    sink.error(thrown);
                }
            });
        });
    }

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Mono<Object> guarded = mono(behind).transform(ReactorGuard.guard(breaker));
        return guarded::toFuture;
    }

    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        Scheduler gone = Schedulers.newSingle("gone");
        gone.dispose();
        Mono<Integer> refused = Mono.just(1).subscribeOn(gone).transform(ReactorGuard.guard(breaker));
        return Optional.of(refused::toFuture);
    }
}
