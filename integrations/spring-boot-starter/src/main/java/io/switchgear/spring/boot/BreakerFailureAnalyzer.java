// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.InvalidConfigException;
import io.switchgear.config.InvalidSettingsException;
import io.switchgear.spring.InvalidGuardedMethodException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Reports all mistakes in the settings of breakers at once, and methods that cannot be guarded, instead of a stack trace. */
final class BreakerFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        FailureAnalysis innermost = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof InvalidSettingsException wrong) {
                innermost = analysis(wrong, wrong.problems(), "Correct them in the properties of the application.");
            } else if (each instanceof InvalidConfigException wrong) {
                innermost = analysis(wrong, wrong.problems(), "Correct them in the code that configures the breaker.");
            } else if (each instanceof InvalidGuardedMethodException wrong) {
                innermost = new FailureAnalysis(
                        "@CircuitBreaker on " + wrong.method() + ": " + wrong.problem() + ".", wrong.action(), wrong);
            }
        }
        return innermost;
    }

    private static FailureAnalysis analysis(Throwable cause, List<String> problems, String action) {
        return new FailureAnalysis(
                "Settings of circuit breakers are wrong:\n\n    - " + String.join("\n    - ", problems), action, cause);
    }
}
