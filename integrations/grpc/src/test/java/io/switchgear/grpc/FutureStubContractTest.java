// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.switchgear.testkit.Guarded;

/** The contract, for stubs that return futures. */
class FutureStubContractTest extends GrpcContract {
    @Override
    Guarded calls(Channel channel) {
        return Guarded.blocking(() -> {
            ListenableFuture<HealthCheckResponse> answer =
                    HealthGrpc.newFutureStub(channel).check(HealthCheckRequest.getDefaultInstance());
            try {
                return answer.get();
            } catch (java.util.concurrent.ExecutionException thrown) {
                throw (Exception) thrown.getCause();
            } catch (InterruptedException stop) {
                answer.cancel(true);
                throw stop;
            }
        });
    }
}
