// SPDX-License-Identifier: Apache-2.0
/**
 * The tests that every store of a fleet passes. Start at {@link io.switchgear.fleet.testkit.FleetStoreContract}.
 */
module io.switchgear.fleet.testkit {
    requires transitive io.switchgear.fleet;
    requires static org.assertj.core;
    requires static transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.switchgear.fleet.testkit;
}
