// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.CallContext;
import io.switchgear.soak.checks.Fate;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signs, at one moment, that a failed call counts as given up. The breaker reads them at the settlement: a sign seen
 * before it is certain, one seen only after it may have appeared in between. Immutable.
 *
 * @param cancelled whether the context is cancelled
 * @param interrupted whether the thread that settles has its interrupt flag set
 */
record Outlook(boolean cancelled, boolean interrupted) {
    static final Outlook NONE = new Outlook(false, false);

    /** The signs for a call that ends on this thread. */
    static Outlook here(@Nullable CallContext context) {
        return new Outlook(isCancelled(context), Thread.currentThread().isInterrupted());
    }

    /** The signs for a call that ends on any thread, whose interrupt flag is not significant. */
    static Outlook anywhere(@Nullable CallContext context) {
        return new Outlook(isCancelled(context), false);
    }

    private static boolean isCancelled(@Nullable CallContext context) {
        return context != null && context.isCancelled();
    }

    /**
     * The same for a call that ended with this exception: an error or a timeout is a failure even if the thread is
     * interrupted.
     */
    Outlook of(Throwable thrown) {
        boolean stays = thrown instanceof Error
                || thrown instanceof SocketTimeoutException
                || thrown instanceof HttpTimeoutException;
        return new Outlook(cancelled, interrupted && !stays);
    }

    /** The possible fates of a call, between this moment and a later one. */
    Set<Fate> fates(Fate plain, Outlook later) {
        if (isGivenUp()) {
            return Set.of(Fate.GIVEN_UP);
        }
        return later.isGivenUp() ? EnumSet.of(plain, Fate.GIVEN_UP) : Set.of(plain);
    }

    private boolean isGivenUp() {
        return cancelled || interrupted;
    }
}
