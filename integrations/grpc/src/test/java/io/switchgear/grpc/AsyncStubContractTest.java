// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.switchgear.testkit.Guarded;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The contract, for stubs that call back. */
class AsyncStubContractTest extends GrpcContract {
    @Override
    Guarded calls(Channel channel) {
        return () -> {
            Answer answer = new Answer();
            HealthGrpc.newStub(channel).check(HealthCheckRequest.getDefaultInstance(), answer);
            return answer.future;
        };
    }

    private static final class Answer implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {
        private volatile @Nullable ClientCallStreamObserver<HealthCheckRequest> call;
        private volatile @Nullable HealthCheckResponse answer;

        private final CompletableFuture<HealthCheckResponse> future = new CompletableFuture<>() {
            /** Cancels the call, whose end completes this. */
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                call.cancel("not wanted any more", null);
                return true;
            }
        };

        @Override
        public void beforeStart(ClientCallStreamObserver<HealthCheckRequest> stream) {
            call = stream;
        }

        @Override
        public void onNext(HealthCheckResponse message) {
            answer = message;
        }

        @Override
        public void onError(Throwable thrown) {
            future.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            future.complete(answer);
        }
    }
}
