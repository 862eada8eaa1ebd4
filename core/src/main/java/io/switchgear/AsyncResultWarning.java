// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Warns, once per breaker, about an operation that only starts its work and returns a future, which would count as a
 * success at once. Thread-safe.
 */
final class AsyncResultWarning {
    private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

    /**
     * Whether a class stands for a result that comes later. A {@code ClassValue} keeps no class alive, and its lookup needs
     * no allocation and no lock.
     */
    private static final ClassValue<Boolean> COMES_LATER = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return comesLater(type);
        }
    };

    private final Callbacks callbacks;
    private final AtomicBoolean warned = new AtomicBoolean();
    /**
     * The newest class known to be harmless, so that most calls skip the lookup. Written without synchronization: any such
     * class will do.
     */
    private @Nullable Class<?> harmless;

    AsyncResultWarning(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    void look(@Nullable Object result) {
        if (result != null && result.getClass() != harmless) {
            lookCloser(result.getClass());
        }
    }

    /**
     * Looks the class up. A method of its own because few calls come here, and the compiler inlines the call path only
     * while that is short.
     */
    private void lookCloser(Class<?> type) {
        if (!COMES_LATER.get(type)) {
            harmless = type;
        } else if (!warned.get() && warned.compareAndSet(false, true)) {
            callbacks.warn(
                    "an operation returned a " + type.getName()
                            + ", which was counted as a success before its result is known; use callAsync for it.",
                    null);
        }
    }

    private static boolean comesLater(Class<?> type) {
        return Future.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || Flow.Publisher.class.isAssignableFrom(type)
                || isReactive(type);
    }

    private static boolean isReactive(@Nullable Class<?> type) {
        return type != null
                && (REACTIVE_STREAMS.equals(type.getName())
                        || isReactive(type.getSuperclass())
                        || Set.of(type.getInterfaces()).stream().anyMatch(AsyncResultWarning::isReactive));
    }
}
