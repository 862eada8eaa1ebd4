// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

/**
 * One setting of one breaker that a reload has changed. Immutable.
 *
 * @param breaker the name of the breaker
 * @param key the key of the setting, such as {@code failure-rate}
 * @param before the value before, as text; {@code off} if there was none
 * @param after the value now, as text; {@code off} if there is none
 * @since 0.1
 */
public record SettingChange(String breaker, String key, String before, String after) {

    /** {@return the change on one line, such as {@code payments: failure-rate 50% -> 30%}} */
    @Override
    public String toString() {
        return breaker + ": " + key + " " + before + " -> " + after;
    }
}
