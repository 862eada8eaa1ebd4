// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka producers with circuit breakers. Start at {@link io.switchgear.kafka.CircuitBreakerProducer}.
 */
module io.switchgear.kafka {
    requires transitive io.switchgear.core;
    requires static org.jspecify;
    requires static transitive kafka.clients;

    exports io.switchgear.kafka;
}
