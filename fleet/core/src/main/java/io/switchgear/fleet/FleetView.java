// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.State;
import java.time.Duration;
import java.util.Optional;

/**
 * One breaker of a fleet as one instance knows it. Immutable.
 *
 * @since 0.1
 */
public final class FleetView {
    private final Values values;

    FleetView(Values values) {
        this.values = values;
    }

    record Values(
            String breaker,
            State local,
            FleetRecord record,
            Duration left,
            Optional<Duration> answerAge,
            boolean voting,
            boolean probing,
            boolean alone,
            long timeouts) {}

    /** {@return the breaker's name} */
    public String breaker() {
        return values.breaker;
    }

    /** {@return the state of this instance's breaker} */
    public State local() {
        return values.local;
    }

    /** {@return the state of the fleet, as last told by the store; closed before the first answer} */
    public FleetState fleet() {
        return values.record.state();
    }

    /** {@return the time until the fleet's next probe or the end of its hold; zero if it is closed or the wait is over} */
    public Duration left() {
        return values.left;
    }

    /** {@return the cause of the fleet's last change; empty before the first} */
    public String why() {
        return values.record.why();
    }

    /** {@return the instance or the operator that made the fleet's last change; empty before the first} */
    public String by() {
        return values.record.by();
    }

    /** {@return the number of instances whose own evidence says that the dependency is down} */
    public int votes() {
        return values.record.votes();
    }

    /** {@return the number of instances with traffic} */
    public int seen() {
        return values.record.seen();
    }

    /** {@return the instance that probes for all, as last told; empty if none does} */
    public Optional<String> holder() {
        return Optional.of(values.record.holder()).filter(name -> !name.isEmpty());
    }

    /** {@return the time since the store's last answer; empty before the first} */
    public Optional<Duration> answerAge() {
        return values.answerAge;
    }

    /** {@return whether this instance votes} */
    public boolean isVoting() {
        return values.voting;
    }

    /** {@return whether this instance may probe for all} */
    public boolean isProbing() {
        return values.probing;
    }

    /** {@return whether the store does not answer, so that the breaker goes by its own rules only} */
    public boolean isAlone() {
        return values.alone;
    }

    /** {@return the number of operations that failed or were not answered in time} */
    public long unanswered() {
        return values.timeouts;
    }

    @Override
    public String toString() {
        return values.breaker + " is " + values.local + " here and " + values.record.state() + " in the fleet, "
                + values.record.votes() + " of " + values.record.seen() + " instances vote"
                + (values.alone ? "; the store does not answer" : "");
    }
}
