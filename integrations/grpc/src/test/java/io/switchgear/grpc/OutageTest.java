// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.DeadlinePassedException;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real server that answers every status, hangs, is killed, and breaks its streams off. */
class OutageTest {
    private static final HealthCheckRequest ANY = HealthCheckRequest.getDefaultInstance();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final BlockingQueue<StreamObserver<HealthCheckResponse>> hanging = new LinkedBlockingQueue<>();
    private volatile Status status = Status.OK;
    private volatile boolean hangs;

    @AutoClose
    private final HealthService service = new HealthService(this::answer);

    private final CircuitBreaker breaker =
            nothingInFlight.watch(CircuitBreaker.of("health", GrpcClassifier::configure));
    private final Channel channel =
            ClientInterceptors.intercept(service.channel(), CircuitBreakerClientInterceptor.of(breaker));

    private void answer(StreamObserver<HealthCheckResponse> caller) {
        if (hangs) {
            hanging.add(caller);
        } else if (status.isOk()) {
            caller.onNext(HealthService.SERVING);
            caller.onCompleted();
        } else {
            caller.onError(status.asRuntimeException());
        }
    }

    private static HealthCheckResponse check(Channel channel) {
        return HealthGrpc.newBlockingStub(channel).check(ANY);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJudgeEveryStatusByItsMeaning(Status.Code code) {
        status = code.toStatus();

        for (int i = 0; i < 12; i++) {
            try {
                check(channel);
            } catch (StatusRuntimeException expected) {
                assertThat(code).isNotEqualTo(Status.Code.OK);
            }
        }

        switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNKNOWN, DATA_LOSS ->
                assertThat(breaker).isOpen().hasFailures(10).hasRejected(2);
            case CANCELLED -> assertThat(breaker).isClosed().hasIgnored(12);
            default -> assertThat(breaker).isClosed().hasSuccesses(12);
        }
    }

    @Test
    void shouldRejectWithoutSendingAnything() {
        status = Status.UNAVAILABLE.withDescription("overloaded");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> check(channel)).hasMessage("UNAVAILABLE: overloaded");
        }

        assertThatThrownBy(() -> check(channel))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageStartingWith("UNAVAILABLE: health has been OPEN for")
                .hasMessageContaining("overloaded")
                .hasCauseInstanceOf(CallNotPermittedException.class);
        Iterator<HealthCheckResponse> stream =
                HealthGrpc.newBlockingStub(channel).watch(ANY);
        assertThatThrownBy(stream::hasNext).hasCauseInstanceOf(CallNotPermittedException.class);
        assertThat(service.requests).hasValue(10);
    }

    @Test
    void shouldLetARejectedCallBeUsedAsAnyOtherAndNeverDangle() {
        breaker.forceOpen("a test");
        ClientCall<HealthCheckRequest, HealthCheckResponse> call =
                channel.newCall(HealthGrpc.getCheckMethod(), CallOptions.DEFAULT);
        BlockingQueue<Status> ends = new LinkedBlockingQueue<>();

        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status end, Metadata trailers) {
                        ends.add(end);
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(ANY);
        call.halfClose();
        call.setMessageCompression(true);
        call.cancel("no matter", null);

        assertThat(call.isReady()).isFalse();
        assertThat(ends).extracting(Status::getCode).containsExactly(Status.Code.UNAVAILABLE);
    }

    @Test
    void shouldCountNothingForACallThatIsNeverStarted() {
        ClientCall<HealthCheckRequest, HealthCheckResponse> call =
                channel.newCall(HealthGrpc.getCheckMethod(), CallOptions.DEFAULT);
        call.cancel("changed my mind", null);

        assertThat(breaker).hasAdmitted(0);
    }

    @Test
    void shouldFailByTheCallsOwnDeadline() {
        hangs = true;

        assertThatThrownBy(() -> HealthGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                        .check(ANY))
                .hasMessageStartingWith("DEADLINE_EXCEEDED");

        assertThat(breaker).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldCountNothingWhenTheDeadlineIsOverBeforeTheCall() {
        Deadline over = Deadline.after(-1, TimeUnit.SECONDS);

        assertThatThrownBy(() ->
                        HealthGrpc.newBlockingStub(channel).withDeadline(over).check(ANY))
                .hasMessageStartingWith("DEADLINE_EXCEEDED")
                .hasCauseInstanceOf(DeadlinePassedException.class);

        assertThat(breaker).hasAdmitted(0).hasFailures(0);
        assertThat(service.requests).hasValue(0);
    }

    @Test
    void shouldFailWhenTheServerIsKilled() throws Exception {
        assertThat(check(channel)).isEqualTo(HealthService.SERVING);
        service.kill();

        assertThatThrownBy(() -> check(channel)).hasMessageStartingWith("UNAVAILABLE");

        assertThat(breaker).hasSuccesses(1).hasFailures(1);
    }

    @Test
    void shouldIgnoreACallThatAnotherInterceptorRefuses() {
        ClientInterceptor broken = new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                throw new IllegalStateException("no token");
            }
        };
        Channel inner = ClientInterceptors.intercept(service.channel(), broken);
        Channel outer = ClientInterceptors.intercept(inner, CircuitBreakerClientInterceptor.of(breaker));

        assertThatThrownBy(() -> check(outer)).isInstanceOf(IllegalStateException.class);

        assertThat(breaker).hasIgnored(1).hasNothingInFlight();
    }

    @Test
    void shouldKeepServicesApart() {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        Channel sick = ClientInterceptors.intercept(service.channel(), CircuitBreakerClientInterceptor.of(registry));
        status = Status.UNAVAILABLE;
        for (int i = 0; i < 11; i++) {
            assertThatThrownBy(() -> check(sick)).hasMessageStartingWith("UNAVAILABLE");
        }
        assertThat(registry.<String>keyed("grpc", 1_000).snapshot().notClosed()).containsOnlyKeys(service.authority());
        try (HealthService well = new HealthService(caller -> {
            caller.onNext(HealthService.SERVING);
            caller.onCompleted();
        })) {
            assertThat(check(
                            ClientInterceptors.intercept(well.channel(), CircuitBreakerClientInterceptor.of(registry))))
                    .isEqualTo(HealthService.SERVING);
        }
    }

    @Test
    void shouldKeepMethodsApartWhenAsked() {
        KeyedCircuitBreaker<String> methods = nothingInFlight.watch(KeyedCircuitBreaker.<String>of(
                "methods",
                10,
                GrpcClassifier.configure(CircuitBreakerConfig.builder()).build()));
        Channel perMethod = ClientInterceptors.intercept(
                service.channel(),
                CircuitBreakerClientInterceptor.of(methods, (next, method) -> method.getBareMethodName()));
        check(perMethod);
        HealthGrpc.newBlockingStub(perMethod).watch(ANY).next();

        await().untilAsserted(() ->
                assertThat(methods.snapshot().totals().successes()).isEqualTo(2));
        assertThat(methods.snapshot("Check")).isPresent();
        assertThat(methods.snapshot("Watch")).isPresent();
    }

    @Test
    void shouldRefuseABreakerThatWouldCountNotFoundAsAFailure() {
        assertThatThrownBy(() -> CircuitBreakerClientInterceptor.of(CircuitBreaker.of("health")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Circuit breaker \"health\": its classifier counts every status of gRPC as a failure, even"
                        + " NOT_FOUND. Configure it with GrpcClassifier.configure(...), or define failures with"
                        + " classify(...)");
    }
}
