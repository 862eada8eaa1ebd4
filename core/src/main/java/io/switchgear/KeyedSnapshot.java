package io.switchgear;

import java.util.Map;

/**
 * The breakers of all keys at one moment, one after the other. Immutable.
 *
 * @param name of all of them
 * @param keys keys with a breaker of their own
 * @param maxKeys most keys that can have one
 * @param evicted keys that lost theirs to others, ever
 * @param byState how many keys are in each state; states without a key are left out
 * @param notClosed the snapshots of the keys that are not closed
 * @param overflow the breaker that keys without a place share
 * @param totals what all keys have counted in their lives, the overflow and those that lost their place included
 * @param <K> type of the keys
 */
public record KeyedSnapshot<K>(
        String name,
        int keys,
        int maxKeys,
        long evicted,
        Map<State, Integer> byState,
        Map<K, Snapshot> notClosed,
        Snapshot overflow,
        Totals totals) {

    /**
     * How what the keys stand for is doing: a partial outage stays partial.
     *
     * @return down if no key lets calls through, degraded if some do not or the overflow does not, else up
     */
    public Health health() {
        int down = byState.getOrDefault(State.OPEN, 0) + byState.getOrDefault(State.FORCED_OPEN, 0);
        int some = down + byState.getOrDefault(State.HALF_OPEN, 0);
        boolean overflows = switch (overflow.state()) {
            case OPEN, HALF_OPEN, FORCED_OPEN -> true;
            case CLOSED, DISABLED, METRICS_ONLY -> false;
        };
        String reason = down + " of " + keys + " keys open" + (overflows ? ", overflow " + overflow.state() : "");
        if (down > 0 && down == keys) {
            return new Health(Health.Status.DOWN, reason);
        }
        return new Health(some > 0 || overflows ? Health.Status.DEGRADED : Health.Status.UP, reason);
    }
}
