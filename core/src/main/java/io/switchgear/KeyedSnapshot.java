// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.RecordText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the breakers of all keys, taken one after the other. Immutable.
 *
 * @param <K> type of the keys
 * @since 0.1
 */
public final class KeyedSnapshot<K> {
    private final Values<K> values;

    KeyedSnapshot(Values<K> values) {
        this.values = values;
    }

    record Values<K>(
            String name,
            int keys,
            int maxKeys,
            long evicted,
            Map<State, Integer> byState,
            Map<K, Snapshot> notClosed,
            Snapshot overflow,
            Totals totals) {}

    /** {@return the name of the keyed breaker} */
    public String name() {
        return values.name;
    }

    /** {@return number of keys with a breaker of their own} */
    public int keys() {
        return values.keys;
    }

    /** {@return the maximum number of keys with a breaker of their own} */
    public int maxKeys() {
        return values.maxKeys;
    }

    /** {@return number of keys that ever lost their breaker to another key} */
    public long evicted() {
        return values.evicted;
    }

    /** {@return number of keys in each state; states without a key are left out} */
    public Map<State, Integer> byState() {
        return values.byState;
    }

    /** {@return the snapshots of the keys that are not closed} */
    public Map<K, Snapshot> notClosed() {
        return values.notClosed;
    }

    /** {@return the snapshot of the breaker that keys without a place share} */
    public Snapshot overflow() {
        return values.overflow;
    }

    /** {@return the sum of the totals of all keys, the overflow and evicted keys included} */
    public Totals totals() {
        return values.totals;
    }

    /**
     * The overall health of all keys: a partial outage stays partial.
     *
     * @return down if no key lets calls through, degraded if some keys or the overflow do not, else up
     */
    public Health health() {
        int down = byState().getOrDefault(State.OPEN, 0) + byState().getOrDefault(State.FORCED_OPEN, 0);
        int some = down + byState().getOrDefault(State.HALF_OPEN, 0) + byState().getOrDefault(State.SHEDDING, 0);
        boolean overflows = switch (overflow().state()) {
            case OPEN, HALF_OPEN, SHEDDING, FORCED_OPEN -> true;
            case CLOSED, DISABLED, METRICS_ONLY -> false;
        };
        String reason = down + " of " + keys() + " keys open"
                + (overflows ? ", overflow " + overflow().state() : "");
        if (down > 0 && down == keys()) {
            return new Health(Health.Status.DOWN, reason);
        }
        return new Health(some > 0 || overflows ? Health.Status.DEGRADED : Health.Status.UP, reason);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyedSnapshot<?> that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return all values by name} */
    @Override
    public String toString() {
        return RecordText.of("KeyedSnapshot", values);
    }
}
