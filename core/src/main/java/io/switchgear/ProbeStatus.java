// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.RecordText;
import org.jspecify.annotations.Nullable;

/**
 * The probes of a half-open breaker at one moment. Immutable.
 *
 * @since 0.1
 */
public final class ProbeStatus {
    private final Values values;

    ProbeStatus(int permitted, int required, long successes, long failures, int out, int overdue) {
        this.values = new Values(permitted, required, successes, failures, out, overdue);
    }

    private record Values(int permitted, int required, long successes, long failures, int out, int overdue) {}

    /** {@return the maximum number of probes that are counted} */
    public int permitted() {
        return values.permitted;
    }

    /** {@return the number of successes that close the breaker} */
    public int required() {
        return values.required;
    }

    /** {@return the number of probes that succeeded} */
    public long successes() {
        return values.successes;
    }

    /** {@return the number of probes that failed or timed out} */
    public long failures() {
        return values.failures;
    }

    /** {@return the number of probes that have not come back} */
    public int out() {
        return values.out;
    }

    /** {@return the number of probes {@link #out} that have timed out; they count as failures at the next call} */
    public int overdue() {
        return values.overdue;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProbeStatus that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return all figures by name} */
    @Override
    public String toString() {
        return RecordText.of("ProbeStatus", values);
    }
}
