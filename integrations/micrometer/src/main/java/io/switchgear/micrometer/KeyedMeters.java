// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static io.switchgear.micrometer.SharedMeters.tag;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.Registration;
import io.switchgear.Snapshot;
import io.switchgear.State;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a keyed breaker in one registry, aggregated, with no meter per key. The numbers of keys and their changes
 * of state have other names than those of one breaker, so that one of a thousand keys is not mistaken for a breaker.
 * Thread-safe.
 */
final class KeyedMeters implements CircuitBreakerMetrics.Shown {
    private final MeterGroup meters;
    private final Registration changes;

    KeyedMeters(KeyedCircuitBreaker<?> keyed, MeterGroup meters, Clock clock) {
        this.meters = meters;
        Reading reading = new Reading(keyed, clock);
        SharedMeters shared = new SharedMeters(
                meters, "switchgear.keys.transitions", () -> reading.get().totals());
        shared.add(keyed.config());
        for (State state : State.values()) {
            meters.gauge(
                    "switchgear.keys",
                    "Number of keys in each state",
                    tag("state", state),
                    () -> reading.get().byState().getOrDefault(state, 0));
            meters.gauge(
                    "switchgear.keys.overflow",
                    "1 for the state of the breaker that keys without a place share",
                    tag("state", state),
                    () -> reading.get().overflow().state() == state ? 1 : 0);
        }
        meters.gauge(
                "switchgear.keys.shed.share",
                "Share of the calls rejected by shedding, on average over all keys",
                Tags.empty(),
                () -> shedShare(reading.get()));
        meters.gauge(
                "switchgear.keys.max",
                "Maximum number of keys with a breaker of their own",
                Tags.empty(),
                keyed::maxKeys);
        meters.counter(
                "switchgear.keys.evicted",
                "Keys that lost their breaker to others",
                Tags.empty(),
                () -> reading.get().evicted());
        this.changes = keyed.onEvent(shared::happened, Runnable::run);
    }

    /** The average share. Keys that do not shed count as zero, so one key of a thousand contributes a thousandth. */
    private static double shedShare(KeyedSnapshot<?> all) {
        double sum = 0;
        for (Snapshot key : all.notClosed().values()) {
            sum += key.shedShare().orElse(0);
        }
        return sum / Math.max(1, all.keys());
    }

    @Override
    public void restore(Set<Meter> there) {
        meters.restore(there);
    }

    @Override
    public void remove() {
        changes.close();
        meters.remove();
    }

    /** The last snapshot of all keys, shared by the meters if there are many keys. Thread-safe. */
    private static final class Reading {
        private static final int FEW_KEYS = 1_000;
        private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

        private final KeyedCircuitBreaker<?> keyed;
        private final Clock clock;
        /** Guarded by this object's lock, so that a later reading never shows less. */
        private @Nullable KeyedSnapshot<?> last;

        private long takenNanos;

        Reading(KeyedCircuitBreaker<?> keyed, Clock clock) {
            this.keyed = keyed;
            this.clock = clock;
        }

        synchronized KeyedSnapshot<?> get() {
            KeyedSnapshot<?> known = last;
            long nowNanos = clock.monotonicTime();
            if (known == null || known.keys() <= FEW_KEYS || nowNanos - takenNanos >= LIFE_NANOS) {
                known = keyed.snapshot();
                last = known;
                takenNanos = nowNanos;
            }
            return known;
        }
    }
}
