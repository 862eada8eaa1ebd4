// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.CallNotPermittedException;
import io.switchgear.RejectionReason;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;

/**
 * Assertions on a rejection, in addition to those of AssertJ on every exception. Created by {@link SwitchgearAssertions}.
 * Not thread-safe.
 *
 * @since 0.1
 */
public final class RejectionAssert extends AbstractThrowableAssert<RejectionAssert, CallNotPermittedException> {

    RejectionAssert(CallNotPermittedException actual) {
        super(actual, RejectionAssert.class);
    }

    /**
     * Asserts which breaker rejected the call.
     *
     * @param breakerName the breaker's name
     * @return this
     */
    public RejectionAssert isBy(String breakerName) {
        return check("breaker", breakerName, actual.breakerName());
    }

    /**
     * Asserts the reason of the rejection.
     *
     * @param reason the reason
     * @return this
     */
    public RejectionAssert hasReason(RejectionReason reason) {
        return check("reason", reason, actual.reason());
    }

    /**
     * Asserts the time until another call can pass.
     *
     * @param wait the exact time
     * @return this
     */
    public RejectionAssert hasRetryAfter(Duration wait) {
        return check(
                "time to wait",
                wait,
                actual.retryAfter().<Object>map(left -> left).orElse("none"));
    }

    private RejectionAssert check(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "%s of the rejection: expected %s, but is %s%n%s",
                    what,
                    expected,
                    found,
                    actual.getMessage());
        }
        return this;
    }
}
