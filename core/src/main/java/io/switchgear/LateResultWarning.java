package io.switchgear;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Warns, once per breaker, of an operation that only starts its work and hands out a future: it would count as a success at
 * once. Thread-safe.
 */
final class LateResultWarning {
    private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

    private final UserCode userCode;
    private final AtomicBoolean warned = new AtomicBoolean();
    /** A class known to be harmless, to spare most calls the look. Written without a guard: any such class will do. */
    private @Nullable Class<?> harmless;

    LateResultWarning(UserCode userCode) {
        this.userCode = userCode;
    }

    void look(@Nullable Object result) {
        if (result != null && result.getClass() != harmless) {
            lookCloser(result);
        }
    }

    /** Stands apart, as few calls come here: the compiler inlines the way of a call only while that is short. */
    private void lookCloser(Object result) {
        if (!comesLater(result)) {
            harmless = result.getClass();
        } else if (warned.compareAndSet(false, true)) {
            userCode.warn(
                    "an operation returned a " + result.getClass().getName()
                            + ", which was counted as a success before its result is there; use callAsync for it.",
                    null);
        }
    }

    private static boolean comesLater(Object result) {
        return result instanceof Future
                || result instanceof CompletionStage
                || result instanceof Flow.Publisher
                || isReactive(result.getClass());
    }

    private static boolean isReactive(@Nullable Class<?> type) {
        return type != null
                && (REACTIVE_STREAMS.equals(type.getName())
                        || isReactive(type.getSuperclass())
                        || Set.of(type.getInterfaces()).stream().anyMatch(LateResultWarning::isReactive));
    }
}
