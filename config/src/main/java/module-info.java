// SPDX-License-Identifier: Apache-2.0
/** Circuit breakers configured by text. Start at {@link io.switchgear.config.ConfiguredBreakers}. */
module io.switchgear.config {
    requires transitive io.switchgear.core;
    requires static org.jspecify;

    exports io.switchgear.config;
}
