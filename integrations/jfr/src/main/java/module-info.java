// SPDX-License-Identifier: Apache-2.0
/**
 * Circuit breakers as events of JDK Flight Recorder. Start at {@link io.switchgear.jfr.FlightRecorderEvents}.
 */
module io.switchgear.jfr {
    requires jdk.jfr;
    requires transitive io.switchgear.core;
    requires static org.jspecify;

    exports io.switchgear.jfr;
}
