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
final class AsyncResultWarning {
    private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

    /** Whether results of a class come later. It keeps no class alive, and finds a class without an object or a lock. */
    private static final ClassValue<Boolean> COMES_LATER = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return comesLater(type);
        }
    };

    private final Callbacks callbacks;
    private final AtomicBoolean warned = new AtomicBoolean();
    /** The newest class known to be harmless, to spare most calls the look. Written without a guard: any such class will do. */
    private @Nullable Class<?> harmless;

    AsyncResultWarning(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    void look(@Nullable Object result) {
        if (result != null && result.getClass() != harmless) {
            lookCloser(result.getClass());
        }
    }

    /** Stands apart, as few calls come here: the compiler inlines the way of a call only while that is short. */
    private void lookCloser(Class<?> type) {
        if (!COMES_LATER.get(type)) {
            harmless = type;
        } else if (!warned.get() && warned.compareAndSet(false, true)) {
            callbacks.warn(
                    "an operation returned a " + type.getName()
                            + ", which was counted as a success before its result is there; use callAsync for it.",
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
