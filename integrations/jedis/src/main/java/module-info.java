// SPDX-License-Identifier: Apache-2.0
/**
 * Jedis with circuit breakers. Start at {@link io.switchgear.jedis.CircuitBreakerConnectionProvider}.
 */
module io.switchgear.jedis {
    requires transitive io.switchgear.core;
    requires static org.jspecify;
    requires static transitive redis.clients.jedis;
    requires static transitive org.apache.commons.pool2;

    exports io.switchgear.jedis;
}
