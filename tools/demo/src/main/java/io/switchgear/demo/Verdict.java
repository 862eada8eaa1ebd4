// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.State;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The verdict on a day. Immutable.
 *
 * @param good whether it went as expected
 * @param text the verdict in one line
 */
record Verdict(boolean good, String text) {

    /** Judges a day: the breaker should open, or shed, in each fault and be closed at the end. */
    static Verdict of(List<Outage> outages, State atTheEnd, OptionalDouble rampShare, boolean sheds) {
        List<String> wrong = new ArrayList<>();
        for (Outage outage : outages) {
            if (outage.opened().isEmpty()) {
                wrong.add("the breaker did not " + (sheds ? "shed" : "open") + " in the fault \"" + outage.fault()
                        + "\"");
            }
        }
        if (rampShare.isPresent()) {
            wrong.add("the breaker is still ramping up at the end, " + Wording.percent(rampShare.getAsDouble())
                    + " of the calls pass");
        } else if (atTheEnd != State.CLOSED) {
            wrong.add("the breaker is " + atTheEnd + " at the end");
        }
        return wrong.isEmpty()
                ? new Verdict(
                        true,
                        "as expected: the breaker " + (sheds ? "shed" : "opened") + " in each of the " + outages.size()
                                + " faults and is closed at the end")
                : new Verdict(false, "not as expected: " + String.join("; ", wrong));
    }

    static Verdict interrupted() {
        return new Verdict(false, "interrupted before the day was over");
    }

    int exitCode() {
        return good ? 0 : 1;
    }
}
