// SPDX-License-Identifier: Apache-2.0
/**
 * gRPC clients with circuit breakers. Start at {@link io.switchgear.grpc.CircuitBreakerClientInterceptor}.
 */
module io.switchgear.grpc {
    requires transitive io.switchgear.core;
    requires static org.jspecify;
    requires static transitive io.grpc;

    exports io.switchgear.grpc;
}
