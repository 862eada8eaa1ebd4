// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.List;

/**
 * Thrown when settings given as text are wrong. It lists every mistake of all breakers, each with the full key, the value,
 * the bound and the way out. Nothing has changed when it is thrown.
 *
 * @since 0.1
 */
public final class InvalidSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** The mistakes, each in a sentence. */
    @SuppressWarnings("serial") // The result of List.copyOf is serializable.
    private final List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super((problems.size() == 1
                        ? "1 setting of circuit breakers is wrong"
                        : problems.size() + " settings of circuit breakers are wrong")
                + ":\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * All mistakes.
     *
     * @return one line per mistake; unmodifiable, never empty
     */
    public List<String> problems() {
        return problems;
    }
}
