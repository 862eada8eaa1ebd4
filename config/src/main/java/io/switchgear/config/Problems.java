// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The mistakes found while settings are read, each once. Not thread-safe. */
final class Problems {
    private final Set<String> found = new LinkedHashSet<>();

    void add(String problem) {
        found.add(problem);
    }

    boolean contains(String problem) {
        return found.contains(problem);
    }

    /**
     * Refuses the settings if any is wrong.
     *
     * @throws InvalidSettingsException with all mistakes
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSettingsException(List.copyOf(found));
        }
    }
}
