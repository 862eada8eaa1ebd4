// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of answers, which are counted at their first message. */
class StreamTest {
    private static final HealthCheckRequest ANY = HealthCheckRequest.getDefaultInstance();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final BlockingQueue<StreamObserver<HealthCheckResponse>> asked = new LinkedBlockingQueue<>();

    @AutoClose
    private final HealthService service = new HealthService(asked::add);

    private final CircuitBreaker breaker =
            nothingInFlight.watch(CircuitBreaker.of("health", GrpcClassifier::configure));
    private final Channel channel =
            ClientInterceptors.intercept(service.channel(), CircuitBreakerClientInterceptor.of(breaker));

    @Test
    void shouldCountAStreamAtItsFirstMessageAndItsBreakAsAFailureOfItsOwn() throws Exception {
        Iterator<HealthCheckResponse> stream =
                HealthGrpc.newBlockingStub(channel).watch(ANY);
        StreamObserver<HealthCheckResponse> server = asked.take();
        assertThat(breaker).hasInFlight(1);

        server.onNext(HealthService.SERVING);
        assertThat(stream.next()).isEqualTo(HealthService.SERVING);
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();

        server.onNext(HealthService.SERVING);
        assertThat(stream.next()).isEqualTo(HealthService.SERVING);
        server.onError(Status.UNAVAILABLE.asRuntimeException());
        assertThatThrownBy(stream::hasNext).isInstanceOf(StatusRuntimeException.class);
        assertThat(breaker).hasSuccesses(1).hasFailures(1);
    }

    @Test
    void shouldCountAStreamThatEndsOnceAndAsASuccess() throws Exception {
        Iterator<HealthCheckResponse> stream =
                HealthGrpc.newBlockingStub(channel).watch(ANY);
        StreamObserver<HealthCheckResponse> server = asked.take();
        server.onNext(HealthService.SERVING);
        server.onCompleted();
        stream.next();
        assertThat(stream.hasNext()).isFalse();

        assertThat(breaker).hasAdmitted(1).hasSuccesses(1).hasFailures(0);
    }

    @Test
    void shouldIgnoreAStreamThatItsReaderCancels() throws Exception {
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        ClientCall<HealthCheckRequest, HealthCheckResponse> call =
                channel.newCall(HealthGrpc.getWatchMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(HealthCheckResponse message) {
                        seen.add(message);
                    }

                    @Override
                    public void onClose(Status end, Metadata trailers) {
                        seen.add(end.getCode());
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(ANY);
        call.halfClose();
        asked.take().onNext(HealthService.SERVING);
        assertThat(seen.take()).isEqualTo(HealthService.SERVING);

        call.cancel("enough", null);

        assertThat(seen.take()).isEqualTo(Status.Code.CANCELLED);
        assertThat(breaker).hasSuccesses(1).hasFailures(0).hasAbandoned(0);
    }
}
