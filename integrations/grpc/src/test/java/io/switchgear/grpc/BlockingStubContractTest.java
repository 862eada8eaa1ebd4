// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.switchgear.testkit.Guarded;

/** The contract, for stubs whose callers wait. */
class BlockingStubContractTest extends GrpcContract {
    @Override
    Guarded calls(Channel channel) {
        return Guarded.blocking(
                () -> HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()));
    }
}
