// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.stub.StreamObserver;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract, for each kind of stub, with a real server that ends each call as the operation does. */
abstract class GrpcContract extends IntegrationContract {
    private volatile @Nullable ScriptedOperation<Object> behind;
    private final HealthService service = new HealthService(this::answer);

    @AfterEach
    void stop() {
        service.close();
    }

    abstract Guarded calls(Channel channel);

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> operation) {
        Guarded calls =
                calls(ClientInterceptors.intercept(service.channel(), CircuitBreakerClientInterceptor.of(breaker)));
        return () -> {
            behind = operation;
            return calls.begin();
        };
    }

    private void answer(StreamObserver<HealthCheckResponse> caller) {
        CompletableFuture<Object> answer;
        try {
            answer = behind.start();
        } catch (RuntimeException | Error thrown) {
            answer = CompletableFuture.failedFuture(thrown);
        }
        answer.whenComplete((result, thrown) -> {
            if (thrown == null) {
                caller.onNext((HealthCheckResponse) result);
                caller.onCompleted();
            } else {
                caller.onError(thrown instanceof CompletionException ? thrown.getCause() : thrown);
            }
        });
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return GrpcClassifier.configure(config);
    }

    @Override
    protected Object good() {
        return HealthService.SERVING;
    }

    @Override
    protected List<Throwable> failures() {
        return Stream.of(
                        Status.UNAVAILABLE,
                        Status.DEADLINE_EXCEEDED,
                        Status.RESOURCE_EXHAUSTED,
                        Status.INTERNAL,
                        Status.UNKNOWN,
                        Status.DATA_LOSS)
                .<Throwable>map(status -> status.withDescription("broken").asRuntimeException())
                .toList();
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(Status.CANCELLED.withDescription("not wanted any more").asRuntimeException());
    }

    /** An interrupted server tells its caller no more than this. */
    @Override
    protected List<Throwable> interrupts() {
        return List.of(Status.CANCELLED
                .withDescription("interrupted")
                .withCause(new InterruptedException())
                .asRuntimeException());
    }

    @Override
    protected void checkResult(Object result, @Nullable Object got) {
        assertThat(got).as("the caller's answer").isEqualTo(result);
    }

    @Override
    protected void checkThrown(Throwable thrown, @Nullable Throwable got) {
        assertThat(codeOf(got))
                .as("the caller's status")
                .isEqualTo(Status.fromThrowable(thrown).getCode());
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(codeOf(got)).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(got).hasCauseInstanceOf(CallNotPermittedException.class).hasMessageContaining("guarding has been ");
    }

    private static Status.Code codeOf(Throwable got) {
        assertThat(got).isInstanceOfAny(StatusRuntimeException.class, StatusException.class);
        return Status.fromThrowable(got).getCode();
    }
}
