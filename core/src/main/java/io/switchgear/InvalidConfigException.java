// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.List;

/**
 * Thrown when a configuration, a name, a reason or another setting is rejected; nothing was changed. Thrown where the
 * setting is given: by {@link CircuitBreakerConfigBuilder#build()}, by the factories of breakers and by the operations by
 * hand. Its message lists all {@link #problems()}. Immutable, so thread-safe.
 *
 * @since 0.1
 */
public final class InvalidConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** The mistakes, each in a sentence. */
    @SuppressWarnings("serial") // The result of List.copyOf is serializable.
    private final List<String> problems;

    /**
     * Creates an exception, for modules with settings of their own.
     *
     * @param subject the thing with wrong settings, such as {@code Circuit breaker "payments"}
     * @param problems one line per mistake, with the setting, its value, the bound and the way out; not empty
     */
    public InvalidConfigException(String subject, List<String> problems) {
        super(message(subject, problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(String subject, List<String> problems) {
        String count = problems.size() == 1 ? "1 setting is wrong" : problems.size() + " settings are wrong";
        return subject + ": " + count + ":\n  - " + String.join("\n  - ", problems);
    }

    /**
     * All mistakes.
     *
     * @return one line per mistake, with the setting, its value, the bound and the way out; unmodifiable, never empty
     */
    public List<String> problems() {
        return problems;
    }
}
