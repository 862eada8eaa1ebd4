// SPDX-License-Identifier: Apache-2.0
/**
 * A store of a fleet in Redis. Start at {@link io.switchgear.fleet.redis.LettuceStore}.
 */
module io.switchgear.fleet.redis {
    requires transitive io.switchgear.fleet;
    requires static transitive lettuce.core;
    requires static org.jspecify;

    exports io.switchgear.fleet.redis;
}
