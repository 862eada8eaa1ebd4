package io.switchgear.demo;

import io.switchgear.State;
import io.switchgear.demo.service.Hits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole run. Immutable.
 *
 * @param ran how long
 * @param withoutBreaker the client without a breaker; absent when a real address was called
 * @param withBreaker the client with a breaker
 * @param outages the faults; none when a real address was called
 * @param state the breaker's state at the end
 * @param verdict whether it went as it should; absent when a real address was called, of which nothing is known
 */
record Summary(
        Duration ran,
        Optional<Figures> withoutBreaker,
        Figures withBreaker,
        List<Outage> outages,
        State state,
        Optional<Verdict> verdict) {

    /** {@return calls that a sick service got, in all faults} */
    Hits sickHits() {
        return outages.stream().map(Outage::hits).reduce(Hits.NONE, Hits::plus);
    }
}
