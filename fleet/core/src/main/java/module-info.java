// SPDX-License-Identifier: Apache-2.0
/**
 * Instances of a service that share what their circuit breakers know. Start at {@link io.switchgear.fleet.Fleet}.
 */
module io.switchgear.fleet {
    requires transitive io.switchgear.core;
    requires static org.jspecify;

    exports io.switchgear.fleet;
}
