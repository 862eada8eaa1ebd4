package io.switchgear.testkit;

import io.switchgear.CallNotPermittedException;
import io.switchgear.RejectionReason;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;

/**
 * What a test says about a rejection, beside what AssertJ can say about every exception. Made by {@link
 * SwitchgearAssertions}. Not thread-safe.
 *
 * @since 0.1
 */
public final class RejectionAssert extends AbstractThrowableAssert<RejectionAssert, CallNotPermittedException> {

    RejectionAssert(CallNotPermittedException actual) {
        super(actual, RejectionAssert.class);
    }

    /**
     * It came from this breaker.
     *
     * @param breakerName the breaker's name
     * @return this
     */
    public RejectionAssert isBy(String breakerName) {
        return check("breaker", breakerName, actual.breakerName());
    }

    /**
     * It was for this reason.
     *
     * @param reason the reason
     * @return this
     */
    public RejectionAssert hasReason(RejectionReason reason) {
        return check("reason", reason, actual.reason());
    }

    /**
     * It says when to come again.
     *
     * @param wait exactly what it says
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
