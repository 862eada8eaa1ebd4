// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthImplBase;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A real server on loopback with gRPC's own health service, whose methods do as a test says. Thread-safe. */
final class HealthService implements AutoCloseable {
    static final HealthCheckResponse SERVING =
            HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();

    final AtomicInteger requests = new AtomicInteger();
    private final Server server;
    private final ManagedChannel channel;

    HealthService(Consumer<StreamObserver<HealthCheckResponse>> behaviour) {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(new HealthImplBase() {
                        @Override
                        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
                            requests.incrementAndGet();
                            behaviour.accept(answer);
                        }

                        @Override
                        public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
                            requests.incrementAndGet();
                            behaviour.accept(answers);
                        }
                    })
                    .build()
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    String authority() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Ends connections and calls at once, as a process that is killed. */
    void kill() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
