// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.config.ConfiguredBreakers;
import io.switchgear.config.InvalidSettingsException;
import io.switchgear.config.SettingChange;
import java.util.List;

/**
 * Gives running breakers the properties that the environment has now. With Spring Cloud each change of the environment does
 * that; without it, call {@link #reload()} when a source of properties has changed. Thread-safe.
 *
 * @since 0.1
 */
public final class SwitchgearReload {
    private static final System.Logger LOG = System.getLogger(SwitchgearReload.class.getName());

    private static final String KEPT = "The settings of circuit breakers stay as they are: ";

    private final ConfiguredBreakers breakers;

    SwitchgearReload(ConfiguredBreakers breakers) {
        this.breakers = breakers;
    }

    /**
     * Reads all settings, checks them, and reconfigures the breakers whose settings have changed; all or nothing. States,
     * windows and holds by hand stay. Each change is logged.
     *
     * @return each setting of an existing breaker that has changed; empty if there is none
     * @throws InvalidSettingsException if any setting is wrong or not known; it lists every mistake, and nothing has changed
     */
    public List<SettingChange> reload() {
        List<SettingChange> changes = breakers.reload();
        changes.forEach(change -> LOG.log(System.Logger.Level.INFO, "Reconfigured circuit breaker {0}", change));
        return changes;
    }

    /** Reloads, and keeps everything as it is if anything is wrong, which is logged. */
    void reloadOrKeep() {
        try {
            reload();
        } catch (InvalidSettingsException wrong) {
            LOG.log(System.Logger.Level.ERROR, () -> KEPT + wrong.getMessage());
        } catch (RuntimeException ofCode) {
            LOG.log(System.Logger.Level.ERROR, () -> KEPT + "the code that configures them failed", ofCode);
        }
    }
}
