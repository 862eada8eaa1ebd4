// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.State;
import io.switchgear.demo.service.Hits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The summary of a run. Immutable.
 *
 * @param ran the length of the run
 * @param withoutBreaker the client without a breaker; absent if a real address was called
 * @param withBreaker the client with a breaker
 * @param outages the faults; empty if a real address was called
 * @param state the breaker's state at the end
 * @param verdict whether the run went as expected; absent if a real address was called, about which nothing is known
 */
record Summary(
        Duration ran,
        Optional<Figures> withoutBreaker,
        Figures withBreaker,
        List<Outage> outages,
        State state,
        Optional<Verdict> verdict) {

    /** {@return the calls that a faulty service received, in all faults} */
    Hits sickHits() {
        return outages.stream().map(Outage::hits).reduce(Hits.NONE, Hits::plus);
    }
}
