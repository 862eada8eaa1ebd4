// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The README's snippets. */
class ReadmeTest {
    @AutoClose
    private final HealthService service = new HealthService(caller -> {
        caller.onNext(HealthService.SERVING);
        caller.onCompleted();
    });

    private final Channel managedChannel = service.channel();

    @Test
    void shouldGuardAChannel() {
        // region interceptor
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults(); // one for the application
        Channel channel = ClientInterceptors.intercept(managedChannel, CircuitBreakerClientInterceptor.of(registry));
        // endregion
        HealthBlockingStub stub = HealthGrpc.newBlockingStub(channel);
        assertThat(ask(stub, HealthCheckRequest.getDefaultInstance())).isEqualTo("SERVING");
        registry.findKeyed("grpc").orElseThrow().forceOpen("maintenance");
        assertThat(ask(stub, HealthCheckRequest.getDefaultInstance())).isEqualTo("down; back in an unknown time");
    }

    private static String ask(HealthBlockingStub stub, HealthCheckRequest request) {
        // region rejected
        try {
            return stub.check(request).getStatus().name();
        } catch (StatusRuntimeException failed) {
            return failed.getCause() instanceof CallNotPermittedException rejected
                    ? "down; back in "
                            + rejected.retryAfter().map(Duration::toString).orElse("an unknown time")
                    : "failed: " + failed.getStatus().getCode();
        }
        // endregion
    }

    @Test
    void shouldGuardByOtherBreakers() {
        // region others
        CircuitBreaker prices = CircuitBreaker.of("prices", GrpcClassifier::configure);
        ClientInterceptor one = CircuitBreakerClientInterceptor.of(prices);

        CircuitBreakerConfig config =
                GrpcClassifier.configure(CircuitBreakerConfig.builder()).build();
        KeyedCircuitBreaker<String> methods = KeyedCircuitBreaker.of("methods", 100, config);
        ClientInterceptor each =
                CircuitBreakerClientInterceptor.of(methods, (called, method) -> method.getFullMethodName());
        // endregion
        Channel channel = ClientInterceptors.intercept(managedChannel, one, each);
        HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
        assertThat(prices.snapshot().totals().successes()).isEqualTo(1);
        assertThat(methods.snapshot("grpc.health.v1.Health/Check")).isPresent();
    }
}
