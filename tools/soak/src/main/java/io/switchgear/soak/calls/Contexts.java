// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.CallContext;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The contexts that calls carry. */
final class Contexts {
    private static final int LATEST_MILLIS = 600;

    private Contexts() {}

    /** Often none; else one with a deadline, which may have passed already, or one that is cancelled during the call. */
    @SuppressWarnings("FutureReturnValueIgnored") // It has no effect on a call that is over.
    static @Nullable CallContext some(RandomGenerator random, ScheduledExecutorService canceller) {
        int kind = random.nextInt(10);
        if (kind > 2) {
            return null;
        }
        Duration time = Duration.ofMillis(random.nextInt(10) == 0 ? 0 : random.nextInt(LATEST_MILLIS));
        CallContext context = kind == 0 ? CallContext.cancellable() : CallContext.within(time);
        if (kind != 1) {
            canceller.schedule(context::cancel, random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
        }
        return context;
    }
}
